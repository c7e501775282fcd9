"""What the month will have used at its end: what is used, and what is known to come, each from its own source."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import annual_plan, broadcasts, phase_reminders, quota
from models.annual_plan import LIVING, Caretakers
from models.appointments import Appointment, AppointmentState
from models.broadcasts import Broadcast, State
from models.clock import first_of_next_month, today
from models.consultations import Consultation
from models.office_facts import OfficeFacts
from models.quota import Outlook

PER_REQUEST = 8.6
"""Counted messages from a request to its rating when nothing is saved (python -m benchmarks.month)."""

PER_REQUEST_SAVING = 2.4
"""The same when what can wait waits for a free ride."""

PER_APPOINTMENT = 3.5
"""Of these, what comes after the booking: two reminders for two people."""

LOOKING_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Forecast:
    """Counted messages of the month by its end."""

    used: int
    appointments: int
    """For the appointments that are booked in the rest of the month."""
    requests: int
    """For requests that will come, if they come as in the last thirty days."""
    phases: int
    """Morning digests of the annual calendar."""
    broadcasts: int
    """Scheduled or under way."""

    @property
    def total(self) -> int:
        """By the end of the month."""
        return self.used + self.appointments + self.requests + self.phases + self.broadcasts

    def saving(self) -> "Forecast":
        """The same when what can wait waits for a free ride."""
        share = PER_REQUEST_SAVING / PER_REQUEST
        return replace(self, appointments=round(self.appointments * share), requests=round(self.requests * share))


def outlook(
    session: Session, office_id: int, facts: OfficeFacts, now: datetime, *, besides: Broadcast | None = None
) -> Outlook:
    """How the month stands with what is known to come; `besides` leaves out the broadcast whose price is being weighed."""
    month = quota.outlook(session, office_id, facts.settings, now)
    promised = _promised(session, now, besides)
    coming = forecast(session, facts, now, month.used, promised)
    wanted = max(month.forecast, coming.total)
    if wanted > month.limit - month.reserve:
        coming = coming.saving()
    return replace(month, promised=promised, wanted=wanted, forecast=coming.total)


def room(session: Session, office_id: int, facts: OfficeFacts, now: datetime) -> int:
    """What can be sent beside appointments and what is promised; it needs no forecast."""
    month = quota.outlook(session, office_id, facts.settings, now)
    return replace(month, promised=_promised(session, now, None)).for_broadcasts


def forecast(session: Session, facts: OfficeFacts, now: datetime, used: int, promised: int | None = None) -> Forecast:
    """The parts of the month's forecast, for people to see where it comes from; nothing is saved yet."""
    end = first_of_next_month(now)
    return Forecast(
        used=used,
        appointments=round(_booked(session, now, end) * PER_APPOINTMENT),
        requests=round(_requests_to_come(session, facts, now, end) * PER_REQUEST),
        phases=_digests_to_come(session, facts, today(now), today(end)),
        broadcasts=_promised(session, now, None) if promised is None else promised,
    )


def _promised(session: Session, now: datetime, besides: Broadcast | None) -> int:
    end = first_of_next_month(now)
    found = broadcasts.in_state(session, State.WAITING, State.SCHEDULED, State.SENDING)
    return sum(
        broadcasts.to_send(session, one)
        for one in found
        if (besides is None or one.id != besides.id) and (one.send_at is None or one.send_at < end)
    )


def _booked(session: Session, now: datetime, end: datetime) -> int:
    query = select(func.count()).select_from(Appointment)
    ahead = Appointment.state == AppointmentState.BOOKED, Appointment.starts_at >= now, Appointment.starts_at < end
    return session.scalar(query.where(*ahead)) or 0


def _requests_to_come(session: Session, facts: OfficeFacts, now: datetime, end: datetime) -> float:
    """As many a day as in the last weeks."""
    since = now - LOOKING_BACK
    came = session.scalar(select(func.count()).select_from(Consultation).where(Consultation.registered_at >= since))
    behind = facts.calendar.office_minutes_between(since, now)
    return (came or 0) * facts.calendar.office_minutes_between(now, end) / behind


_digests: dict[tuple[str, dt.date], int] = {}


def _digests_to_come(session: Session, facts: OfficeFacts, day: dt.date, end: dt.date) -> int:
    """Mornings on which somebody hears of a phase that is new to them; counted once a day, the calendar moves slowly."""
    key = facts.version, day
    if key not in _digests:
        if len(_digests) > 500:
            _digests.clear()
        _digests[key] = len(set(_digest_mornings(session, facts, day, end)))
    return _digests[key]


def _digest_mornings(session: Session, facts: OfficeFacts, day: dt.date, end: dt.date) -> Iterator[tuple[int, dt.date]]:
    phases = annual_plan.described(facts.pack, annual_plan.open_runs(session, *LIVING))
    caretakers = Caretakers(session, facts.pack)
    people = [(phase.run, [person.id for person in caretakers.of(phase)]) for phase in phases]
    while (day := day + timedelta(days=1)) < end:
        if not facts.calendar.is_working_day(day):
            continue
        for run, readers in people:
            rung = phase_reminders.rung_on(run, day, facts.calendar, facts.settings.reminder_days_before, None)
            if rung is not None and rung.day == day:
                yield from ((person_id, day) for person_id in readers)
