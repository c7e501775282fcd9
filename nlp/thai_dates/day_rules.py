"""The rules of the grammar that make days: dates, weekdays, weeks, months and their parts, distances from today."""

import datetime as dt
import re
from dataclasses import replace

from nlp.thai_calendar import BUDDHIST_ERA
from nlp.thai_dates.days import DaySpec
from nlp.thai_dates.pieces import Found, Rule, Said
from nlp.thai_dates.standing import is_name, stands_alone
from nlp.thai_dates.tokens import Token
from nlp.thai_dates.vocabulary import EDGES


def full_year(digits: str) -> int:
    """The Christian year of a year as written: 2569 and 69 are Buddhist, 2026 and 26 Christian."""
    year = int(digits)
    if len(digits) == 2:
        return year + (2500 - BUDDHIST_ERA if year >= 60 else 2000)
    return year - BUDDHIST_ERA if year >= 2400 else year


def _is_day(number: int | None) -> bool:
    return number is None or 1 <= number <= 31


def _date(found: Found) -> DaySpec | None:
    day, month, edge, year = found.value("day"), found.value("month"), found.value("edge"), found.token("year")
    if not _is_day(day) or not (month is None or 1 <= month <= 12):
        return None
    return DaySpec(
        day=day,
        month=month,
        month_offset=found.value("this_month"),
        edge=None if edge is None else EDGES[edge],
        year=full_year(year.text) if year else None,
        year_offset=found.value("next_year"),
    )


def _in_month(found: Found) -> Said | None:
    spec = _date(found)
    return {"day": spec} if spec else None


# It ends like a month and none is near enough to be meant.
_UNREADABLE_MONTH = re.compile(r"\s?(?!สังคม)[มกพสตธ][ก-๎a-z]{1,10}(?:คม|(?<![ี่้])ยน|พน|พันธ์?)(?![ก-๎])")


def _day_alone(found: Found) -> Said | None:
    """วันที่ 5, unless a month follows that cannot be read: half a date would be a wrong one."""
    after = found.after
    return None if after and _UNREADABLE_MONTH.match(after.text) else _in_month(found)


_NUMBERED_THING = re.compile(r"(?:รอบ|เฟส|กลุ่ม|สูตร|แบบ|ฐาน|รายการ|ปี|อัน|ตัว|ที่|ทั้ง|เรื่อง|คน)\s*$")


def _number_of_day(found: Found) -> Said | None:
    """27 นี้, and not รอบ 5 นี้."""
    before = found.before
    return None if before and _NUMBERED_THING.search(before.text) else _in_month(found)


def _month_alone(found: Found) -> Said | None:
    """A whole month; มีนา, กันยา and the like are names of people as well, and ก.พ. an office."""
    alone = found.first is found.last
    clipped = alone and found.first.kind == "MONTH_CLIPPED"
    office = alone and found.first.kind == "MONTH_SHORT" and found.first.value == 2
    if clipped and is_name(found):
        return None
    return {"day": _date(found), "doubtful": office or (clipped and not stands_alone(found))}


def _days_of_month(found: Found) -> Said | None:
    first, last = found.value("first"), _date(found)
    if first is None or last is None or not _is_day(first):
        return None
    return {"day": DaySpec(day=first), "day_to": last}


def _numeric_date(token: Token) -> DaySpec | None:
    numbers = re.split(r"\s?[/.-]\s?", token.text)
    if token.kind == "ISO_DATE":
        numbers.reverse()
    day, month = int(numbers[0]), int(numbers[1])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return DaySpec(day=day, month=month, year=full_year(numbers[2]) if len(numbers) > 2 else None)


def _numeric(found: Found) -> Said | None:
    token, first = found.token("date"), found.value("first")
    spec = token and _numeric_date(token)
    if spec is None or not _is_day(first):
        return None
    doubtful = found.first.kind == "SLASHED"  # 3/4 may be a fraction
    return {"day": spec, "doubtful": doubtful} if first is None else {"day": DaySpec(day=first), "day_to": spec}


def _weekday(found: Found) -> Said | None:
    day = found.value("day")
    if not _is_day(day):
        return None
    return {"day": DaySpec(weekday=found.value("weekday"), week=found.value("this"), day=day)}


def _bare_weekday(found: Found) -> Said | None:
    if is_name(found):
        return None
    return {"day": DaySpec(weekday=found.value("weekday")), "doubtful": not stands_alone(found)}


def _weekend(found: Found) -> Said | None:
    saturday, sunday = found.token("saturday"), found.token("sunday")
    if saturday and sunday and (saturday.value != 5 or _is_of_week(found, saturday, sunday)):
        return None
    week = found.value("this")
    return {"day": DaySpec(weekday=5, week=week), "day_to": DaySpec(weekday=6, week=week)}


def _is_of_week(found: Found, saturday: Token, sunday: Token) -> bool:
    """วันเสาร์ อาทิตย์หน้า is one day, and not เสาร์อาทิตย์หน้า."""
    return found.first.kind == "DAY" and sunday.start > saturday.end and not found.token("to_end")


def _short_weekdays(found: Found) -> Said:
    week = found.value("this")
    return {"day": DaySpec(weekday=found.value("first")), "day_to": DaySpec(weekday=found.value("weekday"), week=week)}


def _nth_weekday(found: Found) -> Said | None:
    month = _date(found)
    return {"day": replace(month, weekday=found.value("weekday"), nth=found.value("nth"))} if month else None


def _week_of_month(found: Found) -> Said | None:
    month, first = _date(found), found.value("first")
    number = found.value("nth") or found.value("number")
    if month is None or number is None:
        return None
    week = replace(month, week_of_month=number, weekday=found.value("weekday"))
    return {"day": week} if first is None else {"day": replace(month, week_of_month=first), "day_to": week}


def _first_or_last_day(found: Found) -> Said | None:
    month = _date(found)
    if month is None:
        return None
    return {"day": replace(month, day=1) if found.value("nth") == 1 else replace(month, edge="last")}


def _distance(found: Found, name: str) -> DaySpec:
    count = found.value(name)
    count = 1 if count is None else count
    if found.token("days") or found.token("days_now"):
        return DaySpec(offset=count)
    return DaySpec(weeks_ahead=count) if found.token("weeks") else DaySpec(months_ahead=count)


def _ahead(found: Found) -> Said:
    spec = _distance(found, "number")
    return {"day": _distance(found, "first"), "day_to": spec} if found.token("first") else {"day": spec}


def _within(found: Found) -> Said:
    return {"day": DaySpec(offset=0), "day_to": _distance(found, "number")}


def _hours_ahead(found: Found) -> Said:
    number = found.value("number")
    if found.token("minutes"):
        return {"from_now": dt.timedelta(minutes=number or 0)}
    if found.token("half_hour"):
        return {"from_now": dt.timedelta(minutes=30)}
    half = 30 if found.token("half") else 0
    return {"from_now": dt.timedelta(hours=1 if number is None else number, minutes=half)}


def _past(_: Found) -> Said:
    return {"past": True}


DAY_RULES: list[Rule] = [
    ("(?:DAY? ANY_WEEKDAY|WEEK|MONTH_WORD? ANY_MONTH|MONTH_WORD|DAY) LAST", _past),
    ("ON? NUMBER OF_MONTH IN_YEAR? LAST", _past),
    ("EARLIER", _past),
    ("(?:WEEK|SUNDAY|MONTH_WORD) BEFORE(?!CLOCK_AHEAD|DAY|DAY_AT|WEEKDAY|NAMED_DAY)", _past),
    ("ON? (?:(?P<first>NUMBER) TO_END)? (?P<date>ISO_DATE|DATE|SLASHED) THIS?", _numeric),
    (
        "(?:DAY? ANY_WEEKDAY)? ON? (?P<first>NUMBER) TO_END"
        " (?:DAY? ANY_WEEKDAY)? ON? (?P<day>NUMBER) OF_MONTH IN_YEAR? THIS?",
        _days_of_month,
    ),
    ("DAY_AT (?P<first>NUMBER) TO_END ON? (?P<day>NUMBER) FREE THIS?", _days_of_month),
    ("ON? (?P<day>NUMBER) MONTH_WORD (?P<month>NUMBER) FREE IN_YEAR?", _in_month),
    ("ON? (?P<day>NUMBER) TO_END (?P<month>ANY_MONTH) TO_END (?P<year>YEAR|TWO_DIGITS)", _in_month),
    ("ON? (?P<day>NUMBER) OR (?P<month>ANY_MONTH) OR (?P<year>YEAR|TWO_DIGITS)", _in_month),
    ("ON? (?P<day>NUMBER) OF_MONTH IN_YEAR? THIS?", _in_month),
    ("ON? (?P<day>NUMBER) (?P<month>ENGLISH_MONTH) IN_YEAR?", _in_month),
    ("ON? (?P<month>ENGLISH_MONTH) (?P<day>NUMBER) FREE (?P<year>YEAR)?", _in_month),
    ("DAY_AT (?P<day>NUMBER) FREE THIS?", _day_alone),
    ("(?P<day>NUMBER) THIS", _number_of_day),
    (
        "(?:DAY? (?P<weekday>WEEKDAY))? (?:WEEK|SUNDAY) (?:(?P<nth>NTH)|(?:AT (?P<first>NUMBER) TO_END)? AT? (?P<number>NUMBER))"
        " (?:OF_MONTH IN_YEAR?|MONTH_WORD)",
        _week_of_month,
    ),
    ("DAY? (?P<weekday>ANY_WEEKDAY) (?P<nth>NTH) (?:OF_MONTH IN_YEAR?|MONTH_WORD)", _nth_weekday),
    ("DAY (?P<nth>NTH) (?:OF_MONTH IN_YEAR?|MONTH_WORD)", _first_or_last_day),
    ("(?P<edge>EDGE) (?:OF_MONTH IN_YEAR?|MONTH_WORD)", _in_month),
    ("OF_MONTH IN_YEAR?", _month_alone),
    ("(?P<next_year>NEXT_YEAR)", _in_month),
    ("DAY? (?P<saturday>WEEKDAY) (?P<to_end>TO_END)? (?P<sunday>SUNDAY) THIS_OR_NEXT?", _weekend),
    ("WEEKEND THIS_OR_NEXT?", _weekend),
    ("DAY? (?P<first>SHORT_DAY) TO_END DAY? (?P<weekday>SHORT_DAY) THIS_OR_NEXT?", _short_weekdays),
    (
        "(?:DAY|DAY? (?=WEEKDAY|SHORT_DAY)) (?P<weekday>ANY_WEEKDAY) THIS_OR_NEXT? AT (?P<day>NUMBER) FREE THIS?",
        _weekday,
    ),
    ("DAY (?P<weekday>ANY_WEEKDAY) THIS_OR_NEXT?", _weekday),
    ("(?P<weekday>SHORT_DAY) (?:THIS_OR_NEXT|(?=ON? NUMBER A_MONTH|ON? DATE|ON? SLASHED|CLOCK_AHEAD))", _weekday),
    ("(?P<this>ENGLISH_THIS) (?:(?P<weekday>WEEKDAY)|WEEK)", _weekday),
    ("(?:WEEK|SUNDAY) THIS_OR_NEXT", _weekday),
    ("(?P<weekday>WEEKDAY) THIS_OR_NEXT", _weekday),
    ("(?P<weekday>WEEKDAY|SUNDAY(?!ONES))", _bare_weekday),
    ("(?P<offset>NAMED_DAY)", lambda found: {"day": DaySpec(offset=found.value("offset"))}),
    ("IN (?:(?P<first>NUMBER) TO_END)? (?P<number>NUMBER) SPAN_UNIT", _ahead),
    ("IN SPAN_UNIT (?:ONES FREE)?", _ahead),
    ("(?:(?P<first>NUMBER) TO_END)? (?P<number>NUMBER) SPAN_UNIT AHEAD", _ahead),
    ("WITHIN (?:NUMBER TO_END)? (?P<number>NUMBER) (?:SPAN_UNIT (?:THIS|AHEAD)?|(?P<days_now>TODAY))", _within),
    ("IN (?:(?P<number>NUMBER)|(?P<half_hour>HALF))? HOUR_UNIT (?:ONES FREE)? (?P<half>HALF)?", _hours_ahead),
    ("IN (?P<number>NUMBER) (?P<minutes>MINUTE)", _hours_ahead),
]
