"""What the desk asks of the tables, on both engines: merging, the register in portions, searching, clashes, holding a row."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import absences, appointments, consultations, finding, merging, register
from models.consultations import Consultation, State
from models.db import Database, hold
from models.finding import LOOK_THROUGH, Filter
from models.office_facts import facts_of
from models.offices import Office
from tests.office import NOW, SLOT, asked, assigned, at_once, id_of_office, officer, teacher


def test_of_two_who_merge_a_pair_in_opposite_directions_one_wins(database: Database) -> None:
    office_id = id_of_office(database)
    with database.begin(office_id) as session:
        first, second = (asked(session, teacher(session, number)).id for number in (1, 2))

    def merges(ending: int, going_on: int) -> bool:
        with database.begin(office_id) as session:
            pair = session.get_one(Consultation, ending), session.get_one(Consultation, going_on)
            return merging.merge(session, *pair, officer(session, "s01"), NOW)

    assert sorted(at_once(lambda: merges(first, second), lambda: merges(second, first))) == [False, True]
    with database.reading(office_id) as session:
        living = session.scalar(
            select(func.count()).select_from(Consultation).where(Consultation.state == State.WAITING)
        )
    assert living == 1


def test_the_register_has_a_line_for_each_with_its_newest_appointment(database: Database) -> None:
    office_id = id_of_office(database)
    with database.begin(office_id) as session:
        supervisor = officer(session, "s07")
        met, waits = assigned(session, teacher(session, 1), supervisor), asked(session, teacher(session, 2))
        for start in (SLOT, SLOT + timedelta(days=1)):
            appointments.book(session, met, supervisor, start, None, NOW)
            appointments.close(session, met, appointments.AppointmentState.CANCELLED, NOW)
        facts = facts_of(session.get_one(Office, office_id))
        lines = list(register.lines(session, facts, Filter(2570)))
        column = register.HEAD.index("เวลานัด")
        assert [(line.number, line.cells[column]) for line in lines] == [
            (met.number, "25/11/2569 14:00"),
            (waits.number, ""),
        ]
        assert [line.number for line in register.lines(session, facts, Filter(2570), waits.number, 1)] == [waits.number]


def test_a_search_by_words_looks_through_so_many_numbers_a_page_and_goes_on(database: Database) -> None:
    with database.begin(id_of_office(database)) as session:
        old, new = (asked(session, teacher(session, number)) for number in (1, 2))
        old.topic, new.topic, new.number = "ลูกเสือ", "อื่น", LOOK_THROUGH + 100
        session.flush()
        first = finding.page(session, Filter(2570, words="ลูกเสือ"))
        assert (first.consultations, first.below) == ([], 101)
        rest = finding.page(session, Filter(2570, words="ลูกเสือ"), first.below)
        assert (rest.consultations, rest.below) == ([old], None)
        assert finding.page(session, Filter(2570, words=f"ปษ {new.number}/2570")).consultations == [new]
        assert finding.by_number(session, "1/2570", 2570) == old


def test_appointments_on_days_of_absence_clash_and_no_others(database: Database) -> None:
    with database.begin(id_of_office(database)) as session:
        away, there = officer(session, "s07"), officer(session, "s08")
        clashing = assigned(session, teacher(session, 1), away)
        fine = assigned(session, teacher(session, 2), there)
        appointments.book(session, clashing, away, SLOT, None, NOW)
        appointments.book(session, fine, there, SLOT, None, NOW)
        assert appointments.in_absences(session, NOW) == []
        assert absences.add(session, away, SLOT.date(), SLOT.date(), "อบรม", NOW)
        assert [one.consultation_id for one in appointments.in_absences(session, NOW)] == [clashing.id]
        assert appointments.in_absences(session, NOW, there) == []
        assert absences.known(session, away, SLOT.date(), SLOT.date())


def test_who_holds_a_row_reads_it_as_the_one_before_left_it(database: Database) -> None:
    office_id = id_of_office(database)
    with database.begin(office_id) as session:
        wanted = asked(session, teacher(session, 1)).id

    def raises_rating() -> None:
        with database.begin(office_id) as session:
            row = session.get_one(Consultation, wanted)
            hold(session, row)
            row.rating = (row.rating or 0) + 1

    at_once(*[raises_rating] * 4)
    with database.reading(office_id) as session:
        assert session.get_one(Consultation, wanted).rating == 4


def test_only_what_is_on_a_desk_is_given_to_somebody_else(database: Database) -> None:
    with database.begin(id_of_office(database)) as session:
        old, new, by = officer(session, "s07"), officer(session, "s08"), officer(session, "s01")
        waiting = asked(session, teacher(session, 1))
        assert not consultations.reassign(session, waiting, new, by, NOW)
        given = assigned(session, teacher(session, 2), old)
        assert consultations.reassign(session, given, new, by, NOW)
        assert (given.state, given.supervisor_id, given.coordinated_at) == (State.ASSIGNED, new.id, None)


def test_whoever_asked_by_letter_and_again_on_line_is_told_on_line(database: Database) -> None:
    with database.begin(id_of_office(database)) as session:
        on_line, on_paper = teacher(session, 1), teacher(session, 2)
        on_paper.line_user_id = None
        letter, message = asked(session, on_paper), asked(session, on_line)
        assert merging.merge(session, message, letter, officer(session, "s01"), NOW)
        assert letter.teacher is on_line
        assert merging.goes_on_in(session, message) is letter
        assert merging.parts_of(session, letter) == [message]
        assert _living(session) == [letter.id]


def _living(session: Session) -> list[int]:
    return list(session.scalars(select(Consultation.id).where(Consultation.state.in_(consultations.LIVING))))
