"""Appointments and phases as iCalendar (RFC 5545), and the year as a picture."""

from datetime import UTC, date, timedelta

from icalendar import Alarm, Calendar, Event
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.pictures import year_picture
from handlers.turn import CalendarPicture, Links
from models import annual_plan
from models.annual_plan import Caretakers, Phase, RunState
from models.appointments import Appointment, AppointmentState
from models.office_facts import facts_of
from models.offices import Office
from models.people import Person

ASK_AGAIN = timedelta(hours=6)
"""How often a subscribed calendar is asked to look again."""


def entry(session: Session, person_id: int, appointment_id: int, links: Links) -> bytes | None:
    """The calendar file of one appointment; None for anybody but the two who meet, and for who deleted their data.

    UID stays and SEQUENCE grows with each change, so that a calendar replaces its entry instead of adding a second.
    """
    appointment = session.scalar(select(Appointment).where(Appointment.id == appointment_id))
    if appointment is None or person_id not in (appointment.teacher_id, appointment.supervisor_id):
        return None
    office = session.get_one(Office, appointment.office_id)
    reader = session.get_one(Person, person_id)
    if reader.line_user_id is None:
        return None
    calendar = _calendar("CANCEL" if appointment.state == AppointmentState.CANCELLED else "PUBLISH")
    calendar.add_component(_event(office, appointment, reader, links))
    return bytes(calendar.to_ical())


def feed_of_person(session: Session, person_id: int, links: Links) -> bytes | None:
    """The phases that the person looks after and the person's appointments; None when there is no such person any more."""
    person = session.get(Person, person_id)
    if person is None or person.line_user_id is None:
        return None
    session.info["office_id"] = person.office_id
    office = session.get_one(Office, person.office_id)
    calendar = _feed(f"{facts_of(office).settings.bot_name} · {person.short_title}")
    caretakers = Caretakers(session, facts_of(office).pack)
    for phase in _phases(session, office):
        if person in caretakers.of(phase):
            calendar.add_component(_whole_days(office, phase))
    mine = or_(Appointment.teacher_id == person.id, Appointment.supervisor_id == person.id)
    for appointment in session.scalars(select(Appointment).where(mine).order_by(Appointment.id)):
        calendar.add_component(_event(office, appointment, person, links))
    return bytes(calendar.to_ical())


def feed_of_office(session: Session, office_id: int) -> bytes | None:
    """All dated phases of the office's open years; None when there is no such office."""
    office = session.get(Office, office_id)
    if office is None:
        return None
    session.info["office_id"] = office.id
    calendar = _feed(f"ปฏิทินงาน {office.short_name}")
    for phase in _phases(session, office):
        calendar.add_component(_whole_days(office, phase))
    return bytes(calendar.to_ical())


def picture(session: Session, wanted: CalendarPicture, today: date, most_height: int | None = None) -> str:
    """The picture (SVG) that a link promises, or its upper part, as the phases stand now."""
    office = session.get_one(Office, wanted.office_id)
    runs = annual_plan.runs_of_year(session, wanted.fiscal_year)
    phases = [
        phase
        for phase in annual_plan.described(facts_of(office).pack, runs)
        if (not wanted.processes or phase.process.code in wanted.processes)
        and (phase.is_for_schools or not wanted.for_schools)
    ]
    title = f"ปฏิทินปีงบประมาณ {wanted.fiscal_year} {office.short_name}"
    return year_picture(title, phases, wanted.fiscal_year, today, most_height)


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Nithet//Calendar//TH")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _feed(name: str) -> Calendar:
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Bangkok")
    calendar.add("refresh-interval", ASK_AGAIN, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    return calendar


def _phases(session: Session, office: Office) -> list[Phase]:
    runs = [run for run in annual_plan.open_runs(session) if run.starts_on is not None]
    return annual_plan.in_order(annual_plan.described(facts_of(office).pack, runs))


def _whole_days(office: Office, phase: Phase) -> Event:
    """A phase as an entry of whole days. Its UID stays and SEQUENCE grows, so that a calendar replaces its entry."""
    run = phase.run
    assert run.starts_on is not None
    done = "✓ " if run.state == RunState.DONE else ""
    event = Event()
    event.add("uid", f"{office.slug}-{run.fiscal_year}-{run.process}-{run.phase}-{run.part}@nithet")
    event.add("sequence", run.sequence)
    event.add("dtstamp", run.changed_at.astimezone(UTC))
    event.add("last-modified", run.changed_at.astimezone(UTC))
    event.add("dtstart", run.starts_on)
    event.add("dtend", (run.ends_on or run.starts_on) + timedelta(days=1))  # RFC 5545: the day after the last
    event.add("summary", f"{done}{phase.entry.name_th}")
    event.add("description", phase.process.name_th)
    event.add("transp", "TRANSPARENT")
    return event


def _event(office: Office, appointment: Appointment, reader: Person, links: Links) -> Event:
    consultation = appointment.consultation
    is_teacher = reader.id == appointment.teacher_id
    other = appointment.supervisor.short_title if is_teacher else (appointment.teacher.name or "คุณครู")
    number = facts_of(office).register_number(consultation.number, consultation.fiscal_year)
    event = Event()
    event.add("uid", f"{appointment.uid}@nithet")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.changed_at.astimezone(UTC))
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("summary", f"{consultation.topic} กับ {other} ({number})")
    event.add("location", appointment.place or facts_of(office).settings.meeting_place_th or office.short_name)
    event.add("status", "CANCELLED" if appointment.state == AppointmentState.CANCELLED else "CONFIRMED")
    event.add_component(_alarm(consultation.topic, timedelta(hours=-1)))
    if is_teacher:
        # The phone reminds for free, of the rating too: a message of ours would be counted.
        words = f"พบกันแล้วให้คะแนนได้ที่ {links.chat(office, 'ประเมินการให้คำปรึกษา')}"
        event.add("description", words)
        event.add_component(_alarm(words, appointment.ends_at - appointment.starts_at))
    return event


def _alarm(words: str, after_start: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", after_start)
    return alarm
