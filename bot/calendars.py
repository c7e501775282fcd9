"""Appointments as iCalendar (RFC 5545)."""

from datetime import UTC, timedelta

from icalendar import Alarm, Calendar, Event
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appointments import Appointment, AppointmentState
from models.office_facts import facts_of
from models.offices import Office
from models.people import Person


def entry(session: Session, person_id: int, appointment_id: int) -> bytes | None:
    """The calendar file of one appointment; None for anybody but the two who meet.

    UID stays and SEQUENCE grows with each change, so that a calendar replaces its entry instead of adding a second.
    """
    appointment = session.scalar(select(Appointment).where(Appointment.id == appointment_id))
    if appointment is None or person_id not in (appointment.teacher_id, appointment.supervisor_id):
        return None
    office = session.get_one(Office, appointment.office_id)
    reader = session.get_one(Person, person_id)
    calendar = Calendar()
    calendar.add("prodid", "-//Nithet//Appointments//TH")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if appointment.state == AppointmentState.CANCELLED else "PUBLISH")
    calendar.add_component(_event(office, appointment, reader))
    return bytes(calendar.to_ical())


def _event(office: Office, appointment: Appointment, reader: Person) -> Event:
    consultation = appointment.consultation
    is_teacher = reader.id == appointment.teacher_id
    other = appointment.supervisor.short_title if is_teacher else (appointment.teacher.name or "คุณครู")
    number = f"{facts_of(office).settings.prefix_th} {consultation.number}/{consultation.fiscal_year}"
    event = Event()
    event.add("uid", f"{appointment.uid}@nithet")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.changed_at.astimezone(UTC))
    event.add("dtstart", appointment.starts_at.astimezone(UTC))
    event.add("dtend", appointment.ends_at.astimezone(UTC))
    event.add("summary", f"{consultation.topic} กับ {other} ({number})")
    event.add("location", appointment.place or office.short_name)
    event.add("status", "CANCELLED" if appointment.state == AppointmentState.CANCELLED else "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", consultation.topic)
    alarm.add("trigger", timedelta(hours=-1))
    event.add_component(alarm)
    return event
