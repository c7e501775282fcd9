"""The month's messages: warnings in time, the figures on demand, and what waits for a free ride when they run short."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from handlers import says
from handlers.cards.base import BRAND, STOP, WAIT, bubble, flex, row, say
from handlers.staff_only import refused
from handlers.turn import Context, Message, Notice, Talk, Turn
from models import forecast, outbox, quota
from models.clock import BANGKOK, first_of_next_month, local, today
from models.consultations import Consultation
from models.groups import Group
from models.outbox import Priority
from models.people import Role, with_role
from models.quota import Outlook
from models.reminders import first_time

OF_MONTH = "quota"
"""The matter of a warning, followed by its month: it is pointless in the next."""


def outlook(context: Context) -> Outlook:
    """How the office's month stands."""
    return forecast.outlook(context.session, context.office.id, context.facts, context.now)


def room(context: Context) -> int:
    """Counted messages that can be sent beside appointments and what is promised."""
    return forecast.room(context.session, context.office.id, context.facts, context.now)


def affords(context: Context, group: Group) -> bool:
    """Whether a push to the group, which counts its members, leaves what is kept for appointments."""
    return (group.member_count or 1) <= room(context)


def warnings(context: Context) -> Iterator[Notice]:
    """At 50, 80 and 95 percent: clerk and director hear of the highest that was passed, once a month, from the reserve if
    need be: who would hear only when it is over could not do anything.
    """
    if context.is_quiet:
        return
    month = outlook(context)
    passed = max((percent for percent in quota.WARN_AT if month.percent >= percent), default=None)
    if passed is None:
        return
    about = f"{OF_MONTH}:{local(context.now):%Y-%m}"
    occasion = f"{about}:{passed}"
    for person in with_role(context.session, Role.CLERK, Role.DIRECTOR):
        if person.reachable and first_time(context.session, context.office.id, person.id, occasion, context.now):
            words = say(says.quota_warning(context.voice, passed, month.left, month.is_tight))
            yield Notice(person, [words, card(context, month)], about=about)


def show(talk: Talk) -> Turn:
    """ "โควตา": the figures of the month, for staff."""
    if not talk.me.is_staff:
        return refused(talk, says.for_staff_only(talk.voice), "to see the quota")
    return Turn([card(talk, outlook(talk))])


def card(context: Context, month: Outlook) -> Message:
    """The month in figures: used, left, reserved, forecast, and what is held."""
    waiting = outbox.waiting_counts(context.session, context.office.id)
    state = ("พอใช้", BRAND) if not month.is_tight else ("ตึงมือ", WAIT)
    if month.left == 0:
        state = ("หมดแล้ว", STOP)
    rows = [
        row("ใช้ไป", f"{month.used:,} จาก {month.limit:,} ({month.percent}%)"),
        row("เหลือ", f"{month.left:,} กันไว้สำหรับนัดหมาย {month.reserve:,}"),
        row("คาดสิ้นเดือน", f"{month.forecast:,} {_parts(context, month)}".strip()),
        row("พักไว้", f"{waiting.get('held', 0):,} ข้อความ รอส่งพร้อมคำตอบถัดไปหรือเมื่อถึงเวลา"),
    ]
    title = f"โควตาข้อความ เหลือ {month.left:,}"
    return flex(title, bubble("โควตาข้อความเดือนนี้", state=state, body=rows))


def coming(context: Context, month: Outlook) -> list[tuple[str, int]]:
    """Where the forecast comes from: (what, counted messages until the end of the month)."""
    parts = forecast.forecast(context.session, context.facts, context.now, month.used, month.promised)
    parts = parts.saving() if month.is_tight else parts
    return [
        ("นัด", parts.appointments),
        ("คำขอใหม่", parts.requests),
        ("ปฏิทินงาน", parts.phases),
        ("ประกาศ", parts.broadcasts),
    ]


def _parts(context: Context, month: Outlook) -> str:
    """The same in a line; what there is none of is left out."""
    found = " ".join(f"{name} {number:,}" for name, number in coming(context, month) if number)
    return f"(ที่จะมา: {found})" if found else ""


def thrifty(
    context: Context, notice: Notice, *, until: datetime, droppable: bool = False, about: str | None = None
) -> Notice:
    """The notice as it is while the month suffices; else it waits `until` for a free ride, then goes or is dropped."""
    if not outlook(context).is_tight or until <= context.now:
        return notice
    priority = Priority.DROPPABLE if droppable else Priority.MAY_WAIT
    return replace(notice, priority=priority, hold_until=until, about=about)


def gathered(context: Context, notice: Notice, consultation: Consultation, about: str) -> Notice:
    """A card that asks for a decision: at once while the month suffices or the matter is urgent.

    Else it waits for the reader's next action, and goes together with others at the latest the next morning, or where that
    would be too late, when the office opens next (after lunch).
    """
    until = _may_wait_until(context, consultation)
    if until is None:
        return notice
    waiting = thrifty(context, notice, until=until, about=about)
    return notice if waiting is notice else replace(waiting, priority=Priority.URGENT)


def is_short(context: Context) -> bool:
    """Nothing is left but what is kept for appointments."""
    month = quota.outlook(context.session, context.office.id, context.facts.settings, context.now)
    return month.left <= month.reserve


def without_reserve(context: Context, notice: Notice) -> Notice:
    """A notice that has nothing to do with appointments: it must not use what is kept for them, and waits for a free ride."""
    if notice.hold_until is not None or not is_short(context):
        return notice
    return replace(notice, priority=Priority.MAY_WAIT, hold_until=first_of_next_month(context.now))


def _may_wait_until(context: Context, consultation: Consultation) -> datetime | None:
    """The latest moment at which who asked can still hear on the working day before the wished one; None: it is urgent."""
    if consultation.mode == "now":
        return None
    moments = next_morning(context), context.facts.calendar.next_opening(context.now)
    if consultation.wished_at is None:
        return moments[0]
    last_day = context.facts.calendar.working_day_before(today(consultation.wished_at))
    return next((moment for moment in moments if today(moment) <= last_day), None)


def some_mornings_on(context: Context, days: int) -> datetime:
    """The beginning of sending, so many working days later."""
    day = today(context.now)
    for _ in range(days):
        day = context.facts.calendar.working_day_after(day)
    return datetime.combine(day, context.facts.settings.sending_start, BANGKOK)


def next_morning(context: Context) -> datetime:
    """When the next working day's sending begins: the time of the digest."""
    return some_mornings_on(context, 1)
