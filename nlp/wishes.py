"""The time that a message wishes for, and not the time of some other event that it tells of."""

from collections.abc import Sequence
from datetime import datetime

from nlp.matching import Match
from nlp.text import Text
from nlp.thai_dates import When, WhenReading, read_when

_TELLING = frozenset({"event", "want", "advice", "ask", "book", "talk", "free", "free_when", "reschedule", "cancel"})
_AWAY = frozenset({"absence", "presence", "inconvenient"})
_BREAKS = frozenset({"particle", "because"})
_LONGEST_WISH_DAYS = 45


def wished_time(text: str, now: datetime, message: Text, matches: Sequence[Match]) -> When | None:
    """The wished time. Dates of events ("พรุ่งนี้ สมศ. จะเข้าประเมิน") are passed over, and so is a whole year."""
    cues = [
        (message.positions[match.start], message.positions[match.end - 1] + 1, meaning.code)
        for match in matches
        for meaning in match.meanings
        if meaning.code in _TELLING or meaning.code in _BREAKS
    ]
    reading = read_when(text, now)
    if any(code == "event" for _, _, code in cues):
        while reading.when and _tells_of_event(reading, cues):
            for start, end in reading.spans:
                text = text[:start] + " " * (end - start) + text[end:]
            reading = read_when(text, now)
    when = reading.when
    if when and when.date and when.date_to and (when.date_to - when.date).days > _LONGEST_WISH_DAYS:
        return None
    return when


def busy_time(text: str, now: datetime, message: Text, matches: Sequence[Match]) -> When | None:
    """The time of which the message says that somebody is away or busy ("ลาป่วยพรุ่งนี้", "พรุ่งนี้ไม่ว่างแล้ว")."""
    away = [match for match in matches if any(meaning.code in _AWAY for meaning in match.meanings)]
    for match in away:
        start, end = message.positions[match.start], message.positions[match.end - 1] + 1
        text = text[:start] + " " * (end - start) + text[end:]
    return read_when(text, now).when if away else None


def _tells_of_event(reading: WhenReading, cues: list[tuple[int, int, str]]) -> bool:
    """Whether the nearest word that tells what the time is for, within its clause, is an event."""
    if not reading.spans:
        return False
    first, last = min(start for start, _ in reading.spans), max(end for _, end in reading.spans)
    before = [(first - end, code) for _, end, code in cues if end <= first]
    after = [(start - last, code) for start, _, code in cues if start >= last]
    near = [side[0] for side in (sorted(before), sorted(after)) if side and side[0][1] not in _BREAKS]
    return bool(near) and min(near)[1] == "event"
