"""Chooses the wish among the times of a message: what is ruled out, moved away from or only an alternative is not it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from nlp.thai_dates.phrases import Element, join_days
from nlp.thai_dates.pieces import Piece
from nlp.thai_dates.tokens import Token


@dataclass
class Phrase:
    """Pieces that stand side by side and make one time: at most one day, one clock time and one part."""

    pieces: list[Piece] = field(default_factory=list)
    day: Piece | None = None
    clock: Piece | None = None
    part: Piece | None = None
    wished: bool = True
    lends_day: bool = False  # ruled out, but its day still holds when the wish names none
    is_alternative: bool = False  # offered as well, but not the first choice

    def take(self, piece: Piece) -> bool:
        """Adds the piece; False when it says another time than the phrase does."""
        day, clock, part = self.day, self.clock, self.part
        if piece.day:
            day = piece if day is None else _same_day(day, piece)
        if piece.is_clock:
            clock = piece if clock is None else _both_limits(clock, piece)
        if piece.part:
            part = piece if part is None or part.part == piece.part else None
        if (piece.day and not day) or (piece.is_clock and not clock) or (piece.part and not part):
            return False
        self.day, self.clock, self.part = day, clock, part
        self.pieces.append(piece)
        return True

    def take_missing_from(self, other: "Phrase") -> None:
        """Adds the day, clock time or part that only the other phrase says."""
        missing = []
        if self.day is None and other.day:
            missing.append(day_only(other.day))
        elif self.day and self.day.day and other.day and other.day.day:
            self.day = replace(self.day, day=self.day.day.inheriting(other.day.day))
        if not (self.clock or self.part):
            missing += [replace(piece, day=None, day_to=None) for piece in (other.clock, other.part) if piece]
        for piece in missing:
            self.take(piece)

    def can_be_about(self, piece: Piece | None) -> bool:
        """Whether the phrase can be about the day of the piece."""
        return piece is None or self.day is None or _same_day(self.day, piece) is not None


Element_ = Phrase | Token


def _same_day(one: Piece, other: Piece) -> Piece | None:
    both = join_days(day_only(one), day_only(other))
    return both and replace(both, limit=one.limit or other.limit)


def day_only(piece: Piece) -> Piece:
    """What the piece says about the day."""
    return Piece(piece.start, piece.end, day=piece.day, day_to=piece.day_to)


def _both_limits(one: Piece, other: Piece) -> Piece | None:
    """`ตั้งแต่ 9 โมง ไม่เกิน 11 โมง` is one span."""
    if one.clock and not one.clock_to and other.clock_to and not other.clock:
        return Piece(one.start, other.end, clock=one.clock, clock_to=other.clock_to)
    return None


def choose(elements: Sequence[Element]) -> tuple[Phrase, bool]:
    """The wish, empty when there is none, and whether other times were offered beside it."""
    sequence = _grouped(elements)
    _reject(sequence)
    phrases = _phrases(sequence)
    wish, others = Phrase(), any(phrase.is_alternative for phrase in phrases)
    for phrase in _most_asked_for_first(sequence):
        if wish.can_be_about(phrase.day):
            for piece in phrase.pieces:
                wish.take(piece)
        else:
            others = True
    if wish.pieces and wish.day is None:
        lent = next((phrase.day for phrase in reversed(phrases) if phrase.lends_day and phrase.day), None)
        wish.day = lent and day_only(lent)
    if wish.part and not (wish.day or wish.clock) and not _is_about_meeting(sequence):
        return Phrase(), False
    wish.pieces.sort(key=lambda piece: piece.start)
    return wish, others


def _most_asked_for_first(sequence: Sequence["Phrase | Token"]) -> list[Phrase]:
    """The phrases that are still wished for; `ขอบ่าย` goes before a time that is only told of."""
    wished = [
        (not (_is_asked_for(sequence[:place], "ASK", "TO") or _is_accepted(sequence[place + 1 :])), place, element)
        for place, element in enumerate(sequence)
        if isinstance(element, Phrase) and element.wished
    ]
    return [phrase for _, _, phrase in sorted(wished, key=lambda ranked: ranked[:2])]


def _grouped(elements: Sequence[Element]) -> list[Phrase | Token]:
    sequence: list[Phrase | Token] = []
    for element in elements:
        if isinstance(element, Token):
            sequence.append(element)
            continue
        last = sequence[-1] if sequence else None
        if element.past:
            sequence.append(Phrase(wished=False))
        elif not (isinstance(last, Phrase) and last.pieces and last.take(element)):
            phrase = Phrase()
            phrase.take(element)
            sequence.append(phrase)
    return sequence


_MEETING = re.compile("นัด|คุย|พบ|ปรึกษา|โทร|คิว|เข้าไป|ได้|หา|เจอ|นิเทศ|แวะ")


def _is_about_meeting(sequence: Sequence[Element_]) -> bool:
    """Whether the message is about meeting; `ตอนเช้า` alone also tells of lessons and assemblies."""
    others = [element for element in sequence if isinstance(element, Token)]
    if any(
        token.kind in ("ASK", "FREE_THEN", "MOVE", "EXCEPT", "UNAVAILABLE") or _MEETING.search(token.text)
        for token in others
    ):
        return True
    return not any(len(token.text.strip()) > 6 for token in others)


# --- what is not the wish ---------------------------------------------------------------------------------------------

_CLAUSE_ENDS = {"ASK", "FREE_THEN", "BREAK", "CLAUSE", "FALLBACK", "TO", "CORRECTION"}
_ASKED_FOR = re.compile(r"(?:นัด|เข้าพบ|พบ|คิว|จอง|ปรึกษา|คุย|เข้าไป|เข้าปรึกษา)\s*$")
_ACCEPTED = re.compile(r"\s*(?:ได้|พอได้|พอจะ|โอเค|ok)")


def _reject(sequence: Sequence[Element_]) -> None:
    """Marks the phrases that are not wished for, as the words between the phrases say."""
    for place, element in enumerate(sequence):
        if isinstance(element, Phrase):
            continue
        before, after = sequence[:place], sequence[place + 1 :]
        match element.kind:
            case "NOT_WISHED":
                _rule_out(_phrases(after[:1]))
            case "EXCEPT":
                _rule_out_chain(_clause(after), sequence)
            case "UNAVAILABLE" if not _is_kind(after[:1], "QUESTION"):
                _rule_out_unavailable(before, after, sequence)
            case "NOT_POSSIBLE" if _phrases(before[-1:]):
                _rule_out_unavailable(before, after, sequence)
            case "FROM" if _is_kind(before, "MOVE"):
                _rule_out(_phrases(after[:1]), lends_day=True)
            case "TO" if _phrases(after[:1]) and _is_kind(before, "MOVE", "FROM", "FORMER"):
                _rule_out(_phrases(before), lends_day=True)
            case "CORRECTION" if _phrases(after[:1]):
                _rule_out(_phrases(before), lends_day=True)
            case "MOVE" if _phrases(after[:1]) and not _phrases(after[1:]):
                _rule_out(_phrases(before), lends_day=True)
            case "INSTEAD":
                _rule_out_instead(before, after)
            case "FALLBACK" if any(phrase.wished for phrase in _phrases(before)):
                _set_aside(_phrases(after))
            case "OR" | "AND":
                _rule_out_alternative(before, after)


def _phrases(sequence: Iterable[Element_]) -> list[Phrase]:
    return [element for element in sequence if isinstance(element, Phrase)]


def _is_kind(sequence: Iterable[Element_], *kinds: str) -> bool:
    return any(isinstance(element, Token) and element.kind in kinds for element in sequence)


def _rule_out(phrases: Iterable[Phrase], *, lends_day: bool = False) -> None:
    for phrase in phrases:
        phrase.wished, phrase.lends_day = False, lends_day


def _set_aside(phrases: Iterable[Phrase]) -> None:
    for phrase in phrases:
        phrase.wished, phrase.is_alternative = False, True


def _clause(sequence: Iterable[Element_]) -> Iterator[Element_]:
    for element in sequence:
        if isinstance(element, Token) and element.kind in _CLAUSE_ENDS:
            return
        yield element


def _rule_out_chain(clause: Iterable[Element_], sequence: Sequence[Element_]) -> None:
    """Rules out the first phrase of the clause and those linked to it (จันทร์กับอังคาร), not all there are."""
    chained, linked = [], []
    is_linked = True
    for element in clause:
        if isinstance(element, Phrase):
            chained.append(element)
            if is_linked:
                linked.append(element)
            is_linked = False
        elif chained and element.kind not in ("AND", "OR"):
            break
        elif chained:
            is_linked = True
    others = any(phrase.wished and phrase not in chained for phrase in _phrases(sequence))
    for phrase in chained if others else linked:
        _rule_out([phrase], lends_day=bool(phrase.clock or phrase.part))


def _rule_out_unavailable(before: Sequence[Element_], after: Sequence[Element_], sequence: Sequence[Element_]) -> None:
    """`A ไม่ว่าง` and `ไม่ว่าง A` rule out A; `ศุกร์ไม่ว่างเช้า ขอบ่าย` leaves the Friday."""
    topic = list(_clause(before[::-1]))
    nearest = next((place for place, element in enumerate(topic) if isinstance(element, Phrase)), None)
    if nearest is None or _is_asked_for(before[: len(before) - nearest - 1], "ASK", "FREE_THEN", "TO"):
        _rule_out_chain(_clause(after), sequence)
        return
    if _is_kind(topic[nearest + 1 : nearest + 2], "IF"):
        _set_aside(_phrases(after))
        return
    hours = _phrases(after[:1])
    if hours and hours[0].day is None and not _is_accepted(after[1:2]):
        _rule_out(hours)
        _rule_out(_phrases(topic[nearest : nearest + 1]), lends_day=True)
        return
    _rule_out_chain(topic, sequence)


def _is_asked_for(before: Sequence[Element_], *kinds: str) -> bool:
    """Whether the words right before a phrase ask for it: ขอนัด, เป็น."""
    if not before or isinstance(before[-1], Phrase):
        return False
    last = before[-1]
    return last.kind in kinds or (_is_kind(before[-2:-1], "ASK") and bool(_ASKED_FOR.match(last.text)))


def _is_accepted(after: Sequence[Element_]) -> bool:
    """Whether the word behind a phrase says or asks whether it suits."""
    if not after or isinstance(after[0], Phrase):
        return False
    return after[0].kind in ("FREE_THEN", "QUESTION") or bool(_ACCEPTED.match(after[0].text))


def _rule_out_instead(before: Sequence[Element_], after: Sequence[Element_]) -> None:
    """`B แทน A` rules out A, and `A ขอ B แทน` as well; not what `ถ้า A ไม่ว่าง ขอ B แทน` puts first."""
    following, earlier = _phrases(after[:1]), _phrases(before)
    if following or (earlier and not earlier[-1].is_alternative):
        _rule_out(following or earlier[:-1], lends_day=True)


def _rule_out_alternative(before: Sequence[Element_], after: Sequence[Element_]) -> None:
    """Of `A หรือ B` A is the wish; what only B says (`พุธหรือพฤหัส บ่ายสอง`) holds for A as well."""
    earlier = [phrase for phrase in _phrases(before) if phrase.wished]
    near = list(takewhile(lambda element: not _is_kind([element], "BREAK"), after[:3]))
    if not earlier or not _phrases(near):
        return
    first, other = earlier[-1], _phrases(near)[0]
    _set_aside([other])
    if before[-1] is first and after[0] is other:
        first.take_missing_from(other)
