"""Who could take it: the ranking of models/duties.py with people, load and free times put in."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers import says
from models import appointments, consultations, duties
from models.clock import BANGKOK, today
from models.consultations import Consultation
from models.db import row_id
from models.office_facts import OfficeFacts
from models.offices import Office
from models.people import Person
from models.roster import words_of
from nlp.understanding import Topic, Understanding

MOST = 3

ANYBODY = "any"
"""Chosen for a supervisor: the director decides who."""


@dataclass(frozen=True)
class Proposal:
    """A supervisor who could take the consultation, with the reasons a director would accept."""

    person: Person
    reasons: tuple[str, ...]

    def stored(self) -> dict[str, Any]:
        """What the consultation keeps of it."""
        return {"person_id": self.person.id, "reasons": list(self.reasons)}


def propose(
    session: Session,
    office: Office,
    understanding: Understanding,
    chosen: dict[str, Any],
    school_area: str | None,
    now: datetime,
) -> list[Proposal]:
    """Up to three supervisors, best first; what was chosen by button counts most. Empty: nothing to route by."""
    if chosen.get("supervisor") == ANYBODY:
        return []
    ranked = duties.rank(
        _with_chosen(understanding, chosen),
        words_of(session, office).roster,
        school_area=school_area,
        load={str(person_id): count for person_id, count in week_load(session, now).items()},
    )
    people = [(session.get(Person, int(candidate.officer)), candidate.reasons) for candidate in ranked]
    found = [Proposal(person, reasons) for person, reasons in people if person is not None]
    if chosen.get("supervisor"):
        found = _chosen_first(session, found, row_id(chosen["supervisor"]) or 0, chosen.get("follows"))
    return found[:MOST]


CHOSEN = "ครูเลือกเอง"


def _chosen_first(session: Session, found: list[Proposal], person_id: int, follows: str | None) -> list[Proposal]:
    """Whom the teacher picked, or who saw the matter before, in front: with that reason beside what speaks for them."""
    person = session.get(Person, person_id)
    if person is None:
        return found
    duties_say = next((one.reasons for one in found if one.person.id == person_id), ())
    reason = f"ต่อจาก {follows}" if follows else CHOSEN
    return [Proposal(person, (reason, *duties_say)), *(one for one in found if one.person.id != person_id)]


def _with_chosen(understanding: Understanding, chosen: dict[str, Any]) -> Understanding:
    learning_area, function = chosen.get("learning_area"), chosen.get("function")
    # Whoever writes a request asks for advice, whatever the single sentence looked like.
    intent = understanding.intent if understanding.intent == "book" else "consult"
    area = understanding.area and (chosen.get("area") or understanding.area)
    understanding = replace(understanding, intent=intent, area=area)
    if not learning_area and not function:
        return understanding
    topics = (Topic(title="", learning_area=learning_area, function=function), *understanding.topics)
    return replace(understanding, topics=topics)


def week_load(session: Session, now: datetime) -> dict[int, int]:
    """Consultations given to each supervisor this week: {person id: count}."""
    monday = today(now) - timedelta(days=today(now).weekday())
    since = datetime.combine(monday, time(0), BANGKOK)
    return consultations.load_between(session, since, since + timedelta(days=7))


def described(
    session: Session, facts: OfficeFacts, consultation: Consultation, now: datetime
) -> list[tuple[Person, str, str]]:
    """The stored proposals as (person, reasons, load and next free time) for the director's card, without who handed it back."""
    load = week_load(session, now)
    gone = consultations.handed_back_by(session, consultation)
    lines = []
    for stored in consultation.proposed[:MOST]:
        person = session.get(Person, stored["person_id"])
        if person is None or person.id in gone:
            continue
        count = load.get(person.id, 0)
        state = f"{_availability(session, facts, consultation, person, now)} · สัปดาห์นี้ {count} เรื่อง"
        lines.append((person, " · ".join(stored["reasons"]) or "ดูแลงานใกล้เคียง", state))
    return lines


def _availability(
    session: Session, facts: OfficeFacts, consultation: Consultation, person: Person, now: datetime
) -> str:
    wished = consultation.wished_at
    if wished is not None and appointments.why_not(session, facts.calendar, person, wished, now) is None:
        return "🟢 ว่างตามที่ขอ"
    free = appointments.free_slots(session, facts.calendar, person, now, near=wished, most=2)
    if not free:
        return "ไม่มีเวลาว่างใน 60 วัน"
    times = ", ".join(says.when(slot, now) for slot in free)
    return f"ว่าง {times}" if wished is None else f"🟡 ไม่ว่างตามที่ขอ ว่าง {times}"
