"""Tells the topics that a message asks about from those it only mentions or rules out."""

from typing import Literal, NamedTuple

from nlp.matching import Match, Token

Standing = Literal["asked", "own", "background", "ruled out"]
"""`own` is the subject that the writer teaches, `background` what they tell of others or of the past."""

_REACH = 4
"""Words that may stand between "not" or "I teach" and the topic it bears on."""
_ASKING = frozenset({"advice", "ask"})
_WANTING = _ASKING | {"want"}
_TURNING = frozenset({"turn", "want", "advice"})
_ADDRESSING = frozenset({"advice", "talk", "book"})
_OF_SCHOOL = frozenset({"teaching", "advice", "self", "difficulty"})
_LEVELS = frozenset({"ม", "ป"})
"""What a class is named by, before its number: มัธยม, ประถม."""
_JOINING = frozenset({"และ", "หรือ", "กับ", "หรือว่า", "รวมถึง", "/", "+"})
_INTRODUCING = frozenset({"เป็น", "ผม", "หนู", "ดิฉัน", "ฉัน", "เรา", "คือ", "ข้าพเจ้า", "กระผม", "ด้วย", "จาก", "นี่"})
_SENDING = frozenset({"ให้", "บอก", "สั่ง", "ฝาก", "มอบ", "มอบหมาย"})
"""What somebody does who makes the writer do or ask something: หัวหน้าหมวดให้ไปนิเทศคณิต."""
_ENDS_OF_SCHOOL_NAMES = ("พิทยา", "วิทยา", "ราษฎร์", "อุปถัมภ์", "ประชา", "อนุสรณ์")
_HELPING = frozenset({"อบรม", "พัฒนา", "แนะนำ", "คำแนะนำ", "สำหรับ", "นิเทศ", "ประชุม", "กลุ่ม", "ช่วย", "สอนงาน", "เชิญ"})
_SCHOOL = frozenset({"โรงเรียน", "รร", "รร.", "ร.ร.", "ร.ร"})


class Mention(NamedTuple):
    """A topic named in the message and how it stands there."""

    match: Match
    standing: Standing


def mentions(tokens: list[Token], matches: list[Match]) -> list[Mention]:
    """Every topic named, in order, with its standing."""
    reading = _Reading(tokens)
    for match in matches:
        if match.meanings.cues:
            reading.hear(match.meanings.cues, match)
        if match.meanings[0].kind == "outside":
            reading.pass_over(match)
        if match.meanings.is_topic:
            reading.name(match)
        reading.after = match
    ordinary = [mention for mention in reading.found if _is_ordinary(mention.match)]
    if (
        not ordinary
        or any(mention.standing == "own" for mention in reading.found)
        or _speaks_of_school(tokens, matches)
    ):
        return reading.found
    return [mention for mention in reading.found if mention not in ordinary]


def _speaks_of_school(tokens: list[Token], matches: list[Match]) -> bool:
    """Whether anything tells of teaching or asks for advice, or a class is named: ซักผ้า ม.2 is taught, ซักผ้าอยู่ is not."""
    if any(match.meanings.cues & _OF_SCHOOL for match in matches):
        return True
    return any(
        token.text.rstrip(".") in _LEVELS and tokens[at + 1].text.strip()[:1].isdigit()
        for at, token in enumerate(tokens[:-1])
    )


def _is_ordinary(match: Match) -> bool:
    return match.meanings[0].kind == "learning_area" and not match.meanings.is_strong


class _Reading:
    """The state of reading along: which words still bear on the topics to come."""

    def __init__(self, tokens: list[Token]) -> None:
        self.found: list[Mention] = []
        self.after: Match | None = None
        self._tokens = tokens
        self._not: Match | None = None
        self._self: Match | None = None
        self._past: Match | None = None
        self._outside: Match | None = None
        self._turned_to: Match | None = None
        self._addressee: Match | None = None
        self._named_before_contrast: int | None = None

    def hear(self, cues: frozenset[str], match: Match) -> None:
        """Take in a cue: it opens, turns or ends what bears on the topics around it."""
        if "turn" in cues or self._is_clause_end(cues, match):
            self._past = self._self = self._outside = None
        is_next = self._not is not None and self._not.last + 1 == match.first
        if "particle" in cues or (cues & _TURNING and not is_next):
            self._not = None
        if "contrast" in cues:
            self._named_before_contrast = len(self.found)
        elif self._named_before_contrast == len(self.found) and cues & _ASKING:
            self.found = [one._replace(standing="background") if one.standing == "asked" else one for one in self.found]
        if cues & _WANTING:
            self._self = None
        if "not" in cues:
            self._not = match
            self._rule_out_what_stands_before(match)
        if cues & _ADDRESSING:
            self._turned_to = match
            if self._addressee and self._text(match.last + 1) == "ท่าน":
                self.found.append(Mention(self._addressee, "background"))
        if "past" in cues:
            self._past = match
        if "self" in cues and self._is_introduced(match):
            self._self = match

    def pass_over(self, match: Match) -> None:
        """What stands right after something outside our work belongs to it: จัดซื้อคอมพิวเตอร์."""
        self._outside = match

    def name(self, match: Match) -> None:
        """Take in a topic with the standing that the cues so far give it."""
        if match.meanings[0].code == "director" and not self._bears(self._turned_to, match):
            self._addressee = match  # a letter is addressed to the director whatever it is about
            return
        standing: Standing = "asked"
        if self._bears(self._not, match):
            standing = "ruled out"
            self._not = match if self._is_joined_to_next(match) else None
        elif self._is_in_school_name(match):
            standing = "ruled out"
        elif self._past or (self._bears(self._outside, match) and not self._is_apart(self._outside, match)):
            standing = "background"
        elif self._bears(self._self, match) or self._is_a_teacher(match):
            standing = "own"
        self.found.append(Mention(match, standing))

    def _bears(self, cue: Match | None, match: Match) -> bool:
        return cue is not None and match.first - cue.last <= _REACH

    def _is_apart(self, cue: Match | None, match: Match) -> bool:
        """Whether a blank parts the two, so that something else is told of; one before Latin letters (เบื่อ SAR) parts nothing."""
        between = self._tokens[cue.last + 1 : match.first] if cue and not self._text(match.first)[0].isascii() else ()
        return any(token.text == " " for token in between)

    def _rule_out_what_stands_before(self, denial: Match) -> None:
        """ "คณิตไม่เอานะคะ": the topic stands before its denial and none comes after."""
        last = self.found[-1] if self.found else None
        following = self._text(denial.last + 1)
        if (
            last
            and last.match.last + 1 == denial.first
            and following in ("", " ", "นะ", "นะคะ", "นะครับ", "ค่ะ", "ครับ", "แล้ว")
        ):
            self.found[-1] = Mention(last.match, "ruled out")
            self._not = None

    def _is_joined_to_next(self, match: Match) -> bool:
        following = self._text(match.last + 1)
        return following in _JOINING or (following == " " and self._text(match.last + 2) in _JOINING)

    def _is_in_school_name(self, match: Match) -> bool:
        """โรงเรียนหนองคณิตพิทยาคม, โรงเรียนวัดประชาวิทย์: a subject's name that is part of a school's, written in one."""
        if match.meanings[0].kind != "learning_area":
            return False
        if self._text(match.first - 1) in _SCHOOL or self._text(match.last + 1).startswith(_ENDS_OF_SCHOOL_NAMES):
            return True
        if self._tokens[match.first].text != "วิทย์" or self._text(match.last + 1) not in ("", " "):
            return False
        begin = match.first
        while begin > 0 and self._tokens[begin - 1].sound and (self.after is None or self.after.last < begin - 1):
            begin -= 1
        return not _SCHOOL.isdisjoint(token.text for token in self._tokens[begin : match.first])

    def _is_a_teacher(self, match: Match) -> bool:
        """ครูคณิต names who somebody is, unless it says whom the help is for (อบรมครูคณิต)."""
        at = match.first - 1 if self._text(match.first - 1) == "ครู" else match.first
        if not self._tokens[at].text.startswith("ครู"):
            return self._tokens[at].text.startswith("สอน") and self._text(at - 1) in _INTRODUCING
        before = self._text(at - 1) or self._text(at - 2)
        follows_topic = bool(self.found) and self.found[-1].match.last == at - 1
        return before not in _HELPING and not follows_topic

    def _is_introduced(self, match: Match) -> bool:
        """Whether the writer is speaking of themselves: at the beginning of a clause or after "I (am)", and not as sent."""
        if self._text(match.last + 1) in _SENDING:
            return False
        at = match.first - 1
        while at >= 0 and self._tokens[at].text == " ":
            at -= 1
        if at < 0 or "\n" in self._tokens[at].text or self._tokens[match.first].text[:2] in ("ผม", "หน", "ดิ"):
            return True
        is_after_a_cue = self.after is not None and self.after.last == at and self.after.meanings[0].code in (
            "particle", "greeting", "self",
        )  # fmt: skip
        return is_after_a_cue or self._tokens[at].text in _INTRODUCING

    def _is_clause_end(self, cues: frozenset[str], match: Match) -> bool:
        return "particle" in cues and self._text(match.last + 1) in ("", " ", "\n")

    def _text(self, at: int) -> str:
        return self._tokens[at].text if 0 <= at < len(self._tokens) else ""
