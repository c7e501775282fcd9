"""The rules of the grammar that make clock times and parts of the day."""

import re

from nlp.thai_dates.clock import ClockSpec, Count
from nlp.thai_dates.days import DaySpec
from nlp.thai_dates.pieces import Build, Found, Rule, Said
from nlp.thai_dates.reading import Part
from nlp.thai_dates.standing import stands_alone

_COUNTS = {"MORNING": Count.MORNING, "AFTERNOON": Count.AFTERNOON, "EVENING": Count.EVENING}
_DOUBTFUL_PARTS = {"LATE_MORNING", "EVENING"}  # สาย and เย็น are everyday words as well


def _minute(found: Found) -> int:
    if found.token("half"):
        return 30
    return found.value("minute") or found.value("few") or 0


def _counted(count: Count) -> Build:
    def build(found: Found) -> Said | None:
        hour, half_of_day = found.token("hour"), found.token("half_of_day")
        number, minute = hour.value if hour else 1, _minute(found)
        if hour and hour.kind == "TENS" and number > 24:  # บ่ายสามสิบห้า is 3:15, not 35 o'clock
            number, minute = number // 10, 10 + number % 10
        spec = ClockSpec(number, minute, _COUNTS[half_of_day.kind] if half_of_day else count)
        return {"clock": spec} if spec.time() else None

    return build


def _tum(found: Found) -> Said | None:
    said = _counted(Count.NIGHT)(found)
    alone = found.match.end() - found.match.start() == 1
    return {**said, "doubtful": alone and not found.first.led} if said else None


def _literal(found: Found) -> Said | None:
    token = found.token("clock")
    if token is None:
        return None
    if token.kind == "CLOCK":
        hour, minute = map(int, re.split("[.:]", token.text))
    elif len(token.text) > 2 and token.text.isdigit():
        hour, minute = divmod(token.value, 100)
    else:
        hour, minute = token.value, _minute(found)
    count = Count.PM if found.token("pm") else Count.BARE if found.token("open") else Count.LITERAL
    spec = ClockSpec(hour, minute, count)
    return {"clock": spec} if count is Count.BARE or spec.time() else None


def _clock_alone(found: Found) -> Said | None:
    said = _literal(found)
    return {**said, "doubtful": "." in found.first.text and not found.first.led} if said else None


def _noon(hour: int) -> Build:
    def build(found: Found) -> Said:
        alone = found.first is found.last  # บุญเที่ยง is a name
        return {
            "clock": ClockSpec(hour, _minute(found)),
            "day": DaySpec(offset=0) if found.token("this") else None,
            "doubtful": alone and not stands_alone(found),
        }

    return build


def _part(part: Part | None) -> Build:
    def build(found: Found) -> Said:
        this = found.token("this")
        doubtful = found.first.kind in _DOUBTFUL_PARTS and not found.first.led and not this
        return {"part": part, "day": DaySpec(offset=0) if this else None, "doubtful": doubtful}

    return build


CLOCK_RULES: list[Rule] = [
    ("TI (?P<hour>NUMBER) MINUTES?", _counted(Count.SMALL_HOURS)),
    ("(?P<pm>AFTERNOON) TIME_WORD? (?P<clock>CLOCK) HOURS?", _literal),
    ("AFTERNOON (?P<hour>NUMBER)? OCLOCK MINUTES? HALF_OF_DAY?", _counted(Count.AFTERNOON)),
    ("AFTERNOON TIME_WORD? (?P<hour>NUMBER) (?:HOURS|FREE) MINUTES?", _counted(Count.AFTERNOON)),
    ("(?P<half_of_day>MORNING|EVENING) TIME_WORD? (?P<hour>NUMBER) OCLOCK MINUTES?", _counted(Count.OCLOCK)),
    ("TIME_WORD? (?P<hour>NUMBER) OCLOCK (?P<half_of_day>HALF_OF_DAY) MINUTES", _counted(Count.OCLOCK)),
    ("TIME_WORD? (?P<hour>NUMBER) OCLOCK MINUTES? (?P<half_of_day>HALF_OF_DAY)?", _counted(Count.OCLOCK)),
    ("(?P<hour>NUMBER)? TUM (?:ONES|MINUTES)?", _tum),
    ("MIDNIGHT MINUTES?", _noon(0)),
    ("BEFORE NOON(?!MINUTES)", _part("morning")),
    ("AFTER NOON(?!MINUTES)", _part("afternoon")),
    ("NOON (?P<this>THIS)? MINUTES?", _noon(12)),
    ("TIME_WORD? (?P<clock>NUMBER) HOURS MINUTES?", _literal),
    ("TIME_WORD? (?P<clock>CLOCK|HOUR_MINUTE|YEAR) (?:HOURS|(?P<pm>PM)|AM)", _literal),
    ("TIME_WORD (?P<clock>CLOCK|HOUR_MINUTE)", _literal),
    ("(?P<clock>NUMBER) (?:(?P<pm>PM)|AM)", _literal),
    ("TIME_WORD (?P<clock>NUMBER) FREE (?P<open>(?=TO_END))?", _literal),
    ("(?P<clock>CLOCK)", _clock_alone),
    ("(?:MORNING|LATE_MORNING) (?P<this>THIS)?", _part("morning")),
    ("(?:AFTERNOON|EVENING|AFTER_SCHOOL) (?P<this>THIS)?", _part("afternoon")),
    ("NIGHT (?P<this>THIS)", _part(None)),
    ("(?P<number>NUMBER)", lambda found: {"number": found.value("number")}),
]
