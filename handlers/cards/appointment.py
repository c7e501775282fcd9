"""The appointment card and the cards on which times are chosen."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from handlers import says
from handlers.cards.base import BRAND, Part, bubble, button, column, flex, link, pick_moment, postback, row, text
from handlers.cards.consultation import number
from handlers.turn import Message, UnreadableButton
from models.appointments import HORIZON_DAYS, Appointment
from models.clock import local
from models.office_facts import OfficeFacts
from models.people import Person

_LINK = re.compile(r"https://\S+")


def stamp(moment: datetime) -> str:
    """A moment in a button's data: seconds since 1970, without a colon."""
    return str(int(moment.timestamp()))


def from_stamp(words: str) -> datetime:
    """The moment that `stamp` wrote. Raises UnreadableButton."""
    try:
        return datetime.fromtimestamp(int(words), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UnreadableButton("not a moment") from error


def slot_label(moment: datetime, now: datetime) -> str:
    """A free time on a button."""
    return says.when(moment, now)[:40]


def other_time(label: str, data: str, now: datetime) -> Part:
    """A button that opens the wheel for any other time."""
    first = local(now).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    last = first + timedelta(days=HORIZON_DAYS - 1)
    form = "%Y-%m-%dt%H:%M"
    return pick_moment(label, data, initial=f"{first:{form}}", earliest=f"{first:{form}}", latest=f"{last:{form}}")


def slots_card(words: str, title: str, slots: Sequence[datetime], data: str, now: datetime, *more: Part) -> Message:
    """Times to choose from, each a button `data`:stamp; `more` are further actions."""
    buttons = [
        button(postback(slot_label(slot, now), f"{data}:{stamp(slot)}"), primary=index == 0)
        for index, slot in enumerate(slots)
    ]
    buttons += [button(action) for action in more]
    return flex(words.replace("\n", " "), bubble(title, body=[text(words)], buttons=buttons))


def offer_card(
    words: str, title: str, consultation_id: int, free: Sequence[datetime], chosen: Sequence[datetime], now: datetime
) -> Message:
    """The supervisor gathers up to five times: each free time is a button that adds or removes it."""
    toggles = [
        button(
            postback(
                ("✓ " if slot in chosen else "") + slot_label(slot, now),
                f"offer:{consultation_id}:{stamp(slot)}",
            )
        )
        for slot in sorted({*free, *chosen})
    ]
    count = len(chosen) or min(3, len(free))
    label = f"ส่ง {count} เวลานี้ให้คุณครู" if chosen else f"ส่ง {count} เวลาแรกให้คุณครู"
    send = [button(postback(label, f"offer_send:{consultation_id}"), primary=True)] if count else []
    pick = button(other_time("เวลาอื่น", f"offer:{consultation_id}", now))
    return flex(words, bubble(title, body=[text(words), column(toggles, spacing="sm")], buttons=[*send, pick]))


def appointment_card(
    facts: OfficeFacts,
    appointment: Appointment,
    reader: Person,
    now: datetime,
    calendar_link: str | None,
    *,
    title: str = "นัดแล้ว",
) -> Message:
    """The booked appointment for one of the two who meet: when, with whom, where, and how to change it."""
    consultation = appointment.consultation
    is_teacher = reader.id == appointment.teacher_id
    other = appointment.supervisor.short_title if is_teacher else (appointment.teacher.name or "คุณครู")
    moment = says.when(appointment.starts_at, now)
    place = appointment.place or facts.settings.meeting_place_th or "สำนักงานเขตฯ"
    online = _LINK.search(place)
    rows = [
        text(moment, size="lg", bold=True),
        row(
            "พบ", other if is_teacher else f"{other} {consultation.school.name if consultation.school else ''}".strip()
        ),
        row("เรื่อง", consultation.topic),
        row("ที่", _LINK.sub("", place).strip() or "ออนไลน์"),
    ]
    phone = appointment.teacher.phone if not is_teacher and consultation.call_back else None
    buttons: list[Part] = []
    if calendar_link:
        buttons.append(button(link("เพิ่มลงปฏิทิน", calendar_link), primary=True))
    if online:
        buttons.append(button(link("เข้าประชุมออนไลน์", online[0])))
    if phone:
        buttons.append(button(link("โทรหาคุณครู", f"tel:{phone}")))
    buttons += [
        button(postback("เลื่อนนัด", f"move:{appointment.id}:{appointment.sequence}")),
        button(postback("ยกเลิกนัด", f"cancel:{consultation.id}")),
    ]
    if is_teacher:
        # Here already, so that rating and outcome work without a message of their own.
        buttons.append(button(postback("ให้คะแนนหลังพบกัน", f"show_rating:{consultation.id}")))
    else:
        buttons.append(button(postback("สถานที่หรือลิงก์", f"place:{appointment.id}:{appointment.sequence}")))
        buttons.append(button(postback("บันทึกผลหลังพบกัน", f"show_outcome:{consultation.id}")))
    return flex(
        f"{title} {moment} กับ {other}",
        bubble(number(facts, consultation), state=(title, BRAND), body=rows, buttons=buttons),
    )
