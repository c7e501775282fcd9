"""The roster: who is responsible for what; loaded from the office pack, changed by the office."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.db import Base, Json, OfficeOwned
from models.duties import Officer, Project, Roster
from models.not_understood import Keyword
from models.office_facts import facts_of
from models.offices import Office, School
from models.packs import Pack, compare
from models.packs.schema import OfficerEntry
from models.people import Person, Role, give_role
from models.vocabulary import roster_of, vocabulary_of
from nlp.lexicon import Kind, Term
from nlp.matching import Vocabulary


class Duty(OfficeOwned, Base):
    """What one person is responsible for: a learning_area, function or area (by code) or a project (by name)."""

    __tablename__ = "duties"
    __table_args__ = (UniqueConstraint("office_id", "pack_key", name="one_duty_per_pack_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(200))
    topics: Mapped[list[Any]] = mapped_column(Json, default=list)
    pack_key: Mapped[str | None] = mapped_column(String(300))
    """Where it stands in the pack; None when the office added it. A duty handed over keeps its key."""

    person: Mapped[Person] = relationship(lazy="joined")


@dataclass(frozen=True)
class Words:
    """What a sentence of this office can mean, and who would take it. Officers' ids are person ids as text."""

    vocabulary: Vocabulary
    roster: Roster


_kept: dict[str, Words] = {}


def words_of(session: Session, office: Office) -> Words:
    """The office's vocabulary and roster; built anew in every process when `words_version` has changed."""
    known = _kept.get(office.words_version)
    if known is None:
        if len(_kept) > 500:
            _kept.clear()
        pack = facts_of(office).pack
        known = _kept[office.words_version] = Words(_vocabulary(session, pack), _roster(session, pack))
    return known


def _vocabulary(session: Session, pack: Pack) -> Vocabulary:
    return _built(pack, own_terms(session))


def own_terms(session: Session) -> tuple[Term, ...]:
    """The words that the office added to its pack: attached keywords, and its own projects with the words for them."""
    rows = session.scalars(select(Keyword).order_by(Keyword.id))
    keywords = [Term(row.word, cast(Kind, row.kind), row.code, row.code) for row in rows]
    own = select(Duty).where(Duty.kind == "project", Duty.pack_key.is_(None)).order_by(Duty.id)
    return (
        *keywords,
        *(
            Term(word, "project", one.code, one.code)
            for one in session.scalars(own)
            for word in (one.code, *one.topics)
        ),
    )


def vocabulary_with(session: Session, office: Office, term: Term) -> Vocabulary:
    """The office's vocabulary as it would be with one word more; an attached word of the same letters gives way."""
    kept = tuple(one for one in own_terms(session) if one.words != term.words)
    return _built(facts_of(office).pack, (*kept, term))


@lru_cache(maxsize=64)
def _built(pack: Pack, keywords: tuple[Term, ...]) -> Vocabulary:
    # Building takes most of a second; most changes of an office (people, schools, settings) leave its words alone.
    return vocabulary_of(pack, keywords)


def _roster(session: Session, pack: Pack) -> Roster:
    duties: dict[int, list[Duty]] = {}
    for duty in session.scalars(select(Duty).join(Duty.person).order_by(Person.place, Duty.id)):
        duties.setdefault(duty.person_id, []).append(duty)
    officers = tuple(_officer(person_duties) for person_duties in duties.values())
    in_pack = roster_of(pack)
    return Roster(officers, in_pack.titles, in_pack.parents)


def _officer(duties: list[Duty]) -> Officer:
    def codes(kind: str) -> tuple[str, ...]:
        return tuple(duty.code for duty in duties if duty.kind == kind)

    person = duties[0].person
    return Officer(
        id=str(person.id),
        title=person.short_title,
        is_director=person.may(Role.DIRECTOR),
        functions=codes("function"),
        learning_areas=codes("learning_area"),
        areas=codes("area"),
        projects=tuple(Project(duty.code, tuple(duty.topics)) for duty in duties if duty.kind == "project"),
    )


def load(session: Session, pack: Pack, now: datetime) -> list[str]:
    """Bring the database to what the pack says, keeping what the office changed; a line for each change. Idempotent."""
    changes: list[str] = []
    office = session.scalar(select(Office).where(Office.slug == pack.office.slug))
    content = pack.model_dump(mode="json", exclude_unset=True)
    if office is None:
        office = Office(
            slug=pack.office.slug,
            name=pack.office.name_th,
            short_name=pack.office.short_th,
            pack=content,
            created_at=now,
        )
        session.add(office)
        session.flush()
        changes.append(f"new office {office.slug}")
    elif office.pack != content:
        changes += [str(change) for change in compare(Pack.model_validate(office.pack), pack)] or [
            "defaults written out"
        ]
        _rename(office, pack)
        office.pack = content
    session.info["office_id"] = office.id
    changes += [
        *_load_schools(session, office, pack),
        *_load_officers(session, office, pack, now),
        *_load_duties(session, office, pack),
    ]
    if changes:
        office.words_changed()
    session.flush()
    return changes


def _rename(office: Office, pack: Pack) -> None:
    """A name that the pack changes is taken over; one that the office changed stays as long as the pack's stays."""
    before = office.pack["office"]
    if before["name_th"] != pack.office.name_th:
        office.name = pack.office.name_th
    if before["short_th"] != pack.office.short_th:
        office.short_name = pack.office.short_th


def _load_schools(session: Session, office: Office, pack: Pack) -> Iterator[str]:
    known = {school.name: school for school in session.scalars(select(School))}
    for entry in pack.schools:
        school = known.get(entry.name_th)
        if school is None:
            session.add(School(office_id=office.id, name=entry.name_th, area=entry.area, is_example=entry.example))
            yield f"new school {entry.name_th}"
        elif not school.edited and school.area != entry.area:
            yield f"school {entry.name_th}: area {school.area} -> {entry.area}"
            school.area = entry.area


def _load_officers(session: Session, office: Office, pack: Pack, now: datetime) -> Iterator[str]:
    known = {
        person.staff_code: person for person in session.scalars(select(Person).where(Person.staff_code.is_not(None)))
    }
    for entry in pack.officers:
        person = known.get(entry.id)
        if person is None:
            person = Person(office_id=office.id, staff_code=entry.id, title=entry.title_th, created_at=now)
            session.add(person)
            session.flush()
            for role in _ROLES[entry.role]:
                give_role(session, person, role)
            yield f"new officer {entry.id} {entry.title_th}"
        elif person.title != entry.title_th and not person.edited:
            yield f"officer {entry.id}: title {person.title} -> {entry.title_th}"
            person.title = entry.title_th


_ROLES = {
    "director": (Role.DIRECTOR, Role.SUPERVISOR),
    "supervisor": (Role.SUPERVISOR,),
    "officer": (Role.SUPERVISOR,),
    "signatory": (),
}


def _load_duties(session: Session, office: Office, pack: Pack) -> Iterator[str]:
    known = {duty.pack_key: duty for duty in session.scalars(select(Duty).where(Duty.pack_key.is_not(None)))}
    people = {person.staff_code: person for person in session.scalars(select(Person))}
    wanted: set[str] = set()
    edited = {code for code, person in people.items() if person.edited}
    for officer in pack.officers:
        if officer.id in edited:
            continue
        for kind, code, topics in _duties_of(officer):
            key = f"{officer.id}:{kind}:{code}"
            wanted.add(key)
            duty = known.get(key)
            if duty is None:
                person_id = people[officer.id].id
                session.add(
                    Duty(office_id=office.id, person_id=person_id, kind=kind, code=code, topics=topics, pack_key=key)
                )
                yield f"new duty {key}"
            elif duty.topics != topics:
                duty.topics = topics
                yield f"duty {key}: topics changed"
    for duty in known.values():
        if duty.pack_key not in wanted and str(duty.pack_key).partition(":")[0] not in edited:
            session.delete(duty)
            yield f"duty {duty.pack_key} removed"


def _duties_of(officer: OfficerEntry) -> Iterator[tuple[str, str, list[str]]]:
    if officer.role == "signatory":
        return
    for kind, codes in (
        ("learning_area", officer.learning_areas),
        ("function", officer.functions),
        ("area", officer.areas),
    ):
        for code in codes:
            yield kind, code, []
    for project in officer.projects:
        yield "project", project.name_th, list(project.topics_th)
