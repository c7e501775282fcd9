"""The time that a message wishes for, and not the time of some other event that it tells of."""

from collections.abc import Iterable
from datetime import datetime

from nlp.matching import Match
from nlp.reading import Reading
from nlp.text import Text
from nlp.thai_dates import When, WhenReading, read_when
from nlp.thai_dates.slips import may_say_time
from nlp.thai_dates.vocabulary import HABITS, RECORDS

_TELLING = frozenset(
    {"event", "want", "advice", "ask", "book", "talk", "free", "free_when", "reschedule", "cancel", "instead"}
)
_AWAY = frozenset({"absence", "presence", "inconvenient"})
# ประกันคุณภาพภายใน holds a limit, พลังงานแสงอาทิตย์ a weekday and ขอสาย a morning, but none of them is a time.
_TIMELESS = frozenset(
    {"learning_area", "function", "project", "matter", "school", "neutral", "human", "ask", "advice", "feedback"}
)
_BREAKS = frozenset({"particle", "because"})
_TELLING_OR_BREAKS = _TELLING | _BREAKS
_TIED_TO_TIMES = (*RECORDS, *HABITS)
_THEN = "ค่อย"  # เดือนพฤษภาเปิดเทอมค่อยเริ่ม
_A_CLAUSE = 20
"""Letters that the blank between two clauses is worth."""
_LONGEST_WISH_DAYS = 45
_MOST_PASSED_OVER = 4


def times_said(message: Reading, now: datetime) -> tuple[WhenReading, When | None]:
    """The wished time, its spans in the normalised text, and the time at which somebody is away or busy."""
    if not may_say_time(message.text.normal):
        return WhenReading(), None
    return _wished_time(message, now), _busy_time(message, now)


def _wished_time(message: Reading, now: datetime) -> WhenReading:
    """The wished time.

    Dates of events ("พรุ่งนี้ สมศ. จะเข้าประเมิน") and of earlier years are passed over, and so is a whole year.
    """
    text = _without(message, _TIMELESS)
    for _ in range(_MOST_PASSED_OVER):
        wish = _read(text, now)
        if not (wish.when and (_is_no_time_to_meet(wish.when, now) or _tells_of_event(wish, message))):
            return wish
        text = _blanked(text, wish.spans)
    return WhenReading()


def _busy_time(message: Reading, now: datetime) -> When | None:
    """The time of which the message says that somebody is away or busy ("ลาป่วยพรุ่งนี้", "พรุ่งนี้ไม่ว่างแล้ว")."""
    told = _without(message, _AWAY)
    return _read(told, now).when if told != message.text.normal else None


def _read(normal: str, now: datetime) -> WhenReading:
    return read_when(Text(normal, range(len(normal) + 1)), now)


def _without(message: Reading, codes: frozenset[str]) -> str:
    """The normalised message with spaces in place of the words that mean one of these, by code or kind."""
    spans = [
        (match.start, match.end)
        for match in message.matches
        if (match.meanings[0].code in codes or match.meanings[0].kind in codes)
        and not message.text.normal.endswith(_TIED_TO_TIMES, match.start, match.end)
        and not message.text.normal.endswith("ติด", 0, match.start)
    ]
    return _blanked(message.text.normal, spans)


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _is_no_time_to_meet(when: When, now: datetime) -> bool:
    """Whether it lies in an earlier year (บรรจุ 1 ต.ค. 2567), or is so long that it tells of plans: งบปีหน้า."""
    if when.date is None:
        return False
    return when.date.year < now.year or ((when.date_to or when.date) - when.date).days > _LONGEST_WISH_DAYS


def _tells_of_event(wish: WhenReading, message: Reading) -> bool:
    """Whether the nearest word that tells what the time is for, within its clause, is an event."""
    if not wish.spans or _THEN in message.text.normal[max(end for _, end in wish.times) :]:
        return False
    first, last = min(start for start, _ in wish.spans), max(end for _, end in wish.spans)
    told = [match for match in message.matches if not _is_no_event(match, message.text.normal)]
    telling = [(match, code) for match in told for code in match.meanings.cues & _TELLING_OR_BREAKS]
    normal = message.text.normal
    before = [(_way(normal, match.end, first), code) for match, code in telling if match.start < first]
    after = [(_way(normal, last, match.start), code) for match, code in telling if match.start >= last]
    near = [side[0] for side in (sorted(before), sorted(after)) if side and side[0][1] not in _BREAKS]
    return bool(near) and min(near)[1] == "event"  # สอบวันที่ reaches into the time, and is nearest then


def _way(normal: str, start: int, end: int) -> int:
    """How far it is from a word to a time: in the same clause, which blanks part, it is nearer."""
    return max(0, end - start) + _A_CLAUSE * (" " in normal[start:end])


def _is_no_event(match: Match, normal: str) -> bool:
    """Whether it is denied (ไม่มีสอบ), only bounds the time (ก่อนเข้าคาบ), or is a way to us (จะเข้าไป, ท่านรองจะมาด้วย)."""
    return "event" in match.meanings.cues and (
        normal.endswith(("ไม่", "ก่อน", "หลัง"), 0, match.start) or normal.startswith(("ไป", "ด้วย"), match.end)
    )
