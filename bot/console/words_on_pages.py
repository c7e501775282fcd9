"""What the templates may ask: moments, names of states and codes, as people say them."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint

from handlers import says
from handlers.cards.base import BRAND, STOP, WAIT
from handlers.cards.consultation import STATES, number, who_asks, wish
from handlers.enrolment import ROLE_NAMES
from models.clock import local
from models.consultations import State
from models.people import Person
from models.register import CHANNELS
from nlp.thai_calendar import BUDDHIST_ERA, MONTHS, say_date

LOOKS = {BRAND: "good", WAIT: "wait", STOP: "stop"}
"""The class of each colour of the chat's chips; anything else is quiet."""

EVENTS = {
    "registered": "ลงทะเบียน",
    "assigned": "มอบหมาย",
    "reassigned": "เปลี่ยนผู้ดูแลเป็น",
    "declined": "ไม่รับ",
    "handed_back": "ส่งคืน",
    "reopened": "ส่งคืนหลังนัด",
    "offered": "เสนอเวลา",
    "taken": "รับเรื่อง",
    "booked": "นัดแล้ว",
    "moved": "เลื่อนนัด",
    "done": "ให้คำปรึกษาแล้ว",
    "no_show": "ครูไม่มาตามนัด",
    "cancelled": "ยกเลิก",
    "merged": "รวมเข้ากับเรื่องอื่น",
    "took_over": "รับเรื่องอื่นเข้ามารวม",
}
"""What happened to a consultation, in a word."""


def add_to(console: Blueprint) -> None:
    """Make the words known to the console's templates."""
    console.add_app_template_filter(_stamp, "stamp")
    console.add_app_template_filter(_clock, "clock")
    console.add_app_template_filter(_picked, "picked")
    console.add_app_template_filter(_day, "day")
    console.add_app_template_filter(_said, "said")
    console.add_app_template_filter(_month, "month")
    console.context_processor(
        lambda: {
            "EVENTS": EVENTS,
            "CHANNELS": CHANNELS,
            "ROLE_NAMES": ROLE_NAMES,
            "STATES": STATES,
            "State": State,
            "called": called,
            "look": lambda color: LOOKS.get(color, "quiet"),
            "number": number,
            "say_when": says.when,
            "who_asks": who_asks,
            "wish": wish,
        }
    )


def called(person: Person) -> str:
    """What colleagues call somebody of the office: the post, else the name, else what they do."""
    if person.title:
        return person.short_title
    return person.name or " และ".join(ROLE_NAMES[role] for role in ROLE_NAMES if role in person.roles) or "เจ้าหน้าที่"


def _stamp(moment: datetime) -> str:
    return f"{_day(local(moment).date())} {_clock(moment)} น."


def _clock(moment: datetime) -> str:
    return f"{local(moment):%H.%M}"


def _picked(moment: datetime) -> str:
    """The wall clock as a form sends it."""
    return f"{local(moment):%Y-%m-%dT%H:%M}"


def _said(value: object, field: Any = None) -> str:
    """A value of a form's field as words, to be read beside what somebody else typed."""
    labels = {str(choice.value): choice.label for choice in getattr(field, "choices", None) or ()}
    if isinstance(value, bool):
        return "เลือก" if value else "ไม่เลือก"
    if isinstance(value, (list, tuple)):
        return ", ".join(_said(one, field) for one in value) or "ว่าง"
    if isinstance(value, date):
        return _day(value)
    return labels.get(str(value), str(value)) if value not in (None, "") else "ว่าง"


def _day(day: date) -> str:
    return say_date(day, date.max)  # never "tomorrow": a page stays open


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA}"
