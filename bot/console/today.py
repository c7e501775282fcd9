"""Today: what waits for me, whom I meet, what is late, what failed."""

from datetime import datetime, timedelta

from flask.typing import ResponseReturnValue

from bot.console.desk import Desk, back_to
from handlers.approval import may_decide
from models import appointments, consultations, inbox, outbox, quota, working_days
from models.clock import local
from models.consultations import Consultation
from models.people import Person, Role


def today(desk: Desk) -> str:
    """The first page of the day."""
    start = local(desk.now).replace(hour=0, minute=0, second=0, microsecond=0)
    me = None if desk.me.may(Role.CLERK, Role.DIRECTOR, Role.ACTING_DIRECTOR) else desk.me
    waiting = consultations.waiting(desk.session, 20) if may_decide(desk.me) else []
    return desk.render(
        "today.html",
        waiting=waiting,
        late={one.id for one in waiting if _is_late(desk, one.waiting_since, 3)},
        slow=[one for one in _to_arrange(desk, me) if _is_late(desk, one.considered_at or one.waiting_since, 4)],
        mine=consultations.of_supervisor(desk.session, desk.me),
        meetings=appointments.between(desk.session, start, start + timedelta(days=1), me),
        is_working_day=desk.facts.calendar.is_working_day(start.date()),
        day_off=working_days.government_days_off(start.year).get(start.date()),
        stuck=outbox.stuck(desk.session, 10),
        month=quota.outlook(desk.session, desk.office.id, desk.facts.settings, desk.now),
        failed=inbox.failed_count(desk.session),
    )


def _to_arrange(desk: Desk, me: Person | None) -> list[Consultation]:
    """What was assigned and has no appointment yet; of everybody, or mine."""
    found = consultations.to_arrange(desk.session, 20)
    return [one for one in found if me is None or one.supervisor_id == me.id]


def _is_late(desk: Desk, since: datetime, step: int) -> bool:
    return desk.now > desk.facts.calendar.add_office_minutes(since, desk.facts.standard_minutes(step))


def mend(desk: Desk) -> ResponseReturnValue:
    """Tries again what failed: messages that could not be sent, and events that could not be handled."""
    messages = outbox.replay(desk.session, desk.now)
    events = inbox.replay(desk.session, desk.now)
    desk.note(f"ลองส่งใหม่ {messages} ข้อความ และจัดการใหม่ {events} เหตุการณ์")
    return back_to("today-today", f"กำลังลองใหม่ ข้อความ {messages} รายการ เรื่องที่เข้ามา {events} รายการ")
