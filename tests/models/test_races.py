"""Two (or fifty) at the same moment: the database lets one win, and the others learn so."""

from datetime import timedelta
from functools import partial

from models import appointments, consultations, people, reminders
from models.appointments import Appointment, AppointmentState
from models.consultations import Consultation, State
from models.db import Database, insert_once
from models.offices import School
from models.people import Person, Role
from tests.office import NOW, SLOT, asked, assigned, at_once, line_id, officer, teacher


def test_of_fifty_who_want_the_same_slot_one_gets_it(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        supervisor = officer(session, "s07")
        wanted = [assigned(session, teacher(session, n), supervisor).id for n in range(50)]

    def book(consultation_id: int) -> bool:
        with database.begin(office_id) as session:
            consultation = session.get_one(Consultation, consultation_id)
            assert consultation.supervisor is not None
            return appointments.book(session, consultation, consultation.supervisor, SLOT, None, NOW) is not None

    won = at_once(*(partial(book, one) for one in wanted))

    assert won.count(True) == 1
    with database.reading(office_id) as session:
        assert session.query(Appointment).filter_by(state=AppointmentState.BOOKED).count() == 1


def test_of_two_approvals_of_one_consultation_one_counts(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        wanted = [asked(session, teacher(session, n)).id for n in range(10)]
        rivals = [officer(session, code).id for code in ("s07", "s08")]

    def assign(consultation_id: int, person_id: int) -> bool:
        with database.begin(office_id) as session:
            consultation, person = session.get_one(Consultation, consultation_id), session.get_one(Person, person_id)
            return consultations.assign(session, consultation, person, None, NOW)

    for one in wanted:
        won = at_once(*(partial(assign, one, rival) for rival in rivals))
        assert sorted(won) == [False, True]
        with database.reading(office_id) as session:
            assert session.get_one(Consultation, one).supervisor_id == rivals[won.index(True)]


def test_numbers_of_a_fiscal_year_are_unique_and_without_gaps_even_when_some_fail(
    database: Database, office_id: int
) -> None:
    with database.begin(office_id) as session:
        askers = [teacher(session, n).id for n in range(40)]

    def register(person_id: int, *, fails: bool) -> None:
        try:
            with database.begin(office_id) as session:
                asked(session, session.get_one(Person, person_id))
                assert not fails, "a crash before the commit"
        except AssertionError:
            assert fails

    at_once(*(partial(register, one, fails=index % 4 == 0) for index, one in enumerate(askers)))

    with database.reading(office_id) as session:
        numbers = sorted(number for (number,) in session.query(Consultation.number))
    assert numbers == list(range(1, 31))


def test_a_request_sent_twice_at_once_is_one_consultation(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        asker = teacher(session, 1).id

    def send() -> int | None:
        try:
            with database.begin(office_id) as session:
                return asked(session, session.get_one(Person, asker), key="one draft").id
        except Exception:  # the loser's event is handled again and finds the first one
            return None

    made = {one for one in at_once(send, send, send) if one is not None}
    assert len(made) == 1


def _move(database: Database, office_id: int, appointment_id: int, hours: int) -> bool:
    with database.begin(office_id) as session:
        appointment = session.get_one(Appointment, appointment_id)
        return appointments.move(session, appointment, SLOT + timedelta(hours=hours), appointment.sequence, NOW)


def _cancel(database: Database, office_id: int, appointment_id: int) -> bool:
    with database.reading(office_id) as session:
        consultation_id = session.get_one(Appointment, appointment_id).consultation_id
    return _cancel_consultation(database, office_id, consultation_id)


def _cancel_consultation(database: Database, office_id: int, consultation_id: int) -> bool:
    with database.begin(office_id) as session:
        consultation = session.get_one(Consultation, consultation_id)
        done = consultations.cancel(session, consultation, consultation.teacher, None, NOW)
        if done:
            appointments.close(session, consultation, AppointmentState.CANCELLED, NOW)
        return done


def _booked(database: Database, office_id: int, number: int, code: str = "s07") -> int:
    with database.begin(office_id) as session:
        supervisor, asker = officer(session, code), teacher(session, number)
        consultation = assigned(session, asker, supervisor)
        appointment = appointments.book(session, consultation, supervisor, SLOT, None, NOW)
        assert appointment is not None
        assert consultations.mark_booked(session, consultation, supervisor, NOW)
        return appointment.id


def test_an_appointment_moved_twice_at_once_is_moved_once_and_stands_once(database: Database, office_id: int) -> None:
    appointment_id = _booked(database, office_id, 1)

    def move(hours: int) -> bool:
        with database.begin(office_id) as session:
            appointment = session.get_one(Appointment, appointment_id)
            return appointments.move(session, appointment, SLOT + timedelta(hours=hours), 0, NOW)

    won = at_once(partial(move, 1), partial(move, -1))

    assert sorted(won) == [False, True]
    with database.reading(office_id) as session:
        appointment = session.get_one(Appointment, appointment_id)
        assert appointment.starts_at == SLOT + timedelta(hours=1 if won[0] else -1)
        assert appointment.sequence == 1


def test_cancelled_while_it_is_moved_ends_cancelled_and_every_change_has_its_own_sequence(
    database: Database, office_id: int
) -> None:
    for number in range(8):
        appointment_id = _booked(database, office_id, number)

        moved, cancelled = at_once(
            partial(_move, database, office_id, appointment_id, 1),
            partial(_cancel, database, office_id, appointment_id),
        )

        assert cancelled
        with database.reading(office_id) as session:
            appointment = session.get_one(Appointment, appointment_id)
            assert appointment.state == AppointmentState.CANCELLED
            assert appointment.consultation.state == State.CANCELLED
            assert appointment.sequence == 1 + moved


def test_cancelled_while_it_is_booked_leaves_no_appointment_standing(database: Database, office_id: int) -> None:
    for number in range(8):
        with database.begin(office_id) as session:
            consultation_id = assigned(session, teacher(session, number), officer(session, "s07")).id

        at_once(
            partial(_book, database, office_id, consultation_id),
            partial(_cancel_consultation, database, office_id, consultation_id),
        )

        with database.reading(office_id) as session:
            assert session.get_one(Consultation, consultation_id).state == State.CANCELLED
            assert session.query(Appointment).filter_by(state=AppointmentState.BOOKED).count() == 0


def _book(database: Database, office_id: int, consultation_id: int) -> bool:
    with database.begin(office_id) as session:
        consultation = session.get_one(Consultation, consultation_id)
        if consultation.supervisor is None:
            return False
        appointments.book(session, consultation, consultation.supervisor, SLOT, None, NOW)
        done = consultations.mark_booked(session, consultation, consultation.supervisor, NOW)
        if not done:
            appointments.close(session, consultation, AppointmentState.CANCELLED, NOW)
        return done


def test_moved_onto_a_slot_while_another_books_it_one_has_it(database: Database, office_id: int) -> None:
    appointment_id = _booked(database, office_id, 1)
    target = SLOT + timedelta(hours=1)
    with database.begin(office_id) as session:
        consultation_id = assigned(session, teacher(session, 2), officer(session, "s07")).id

    def book() -> bool:
        with database.begin(office_id) as session:
            consultation = session.get_one(Consultation, consultation_id)
            assert consultation.supervisor is not None
            return appointments.book(session, consultation, consultation.supervisor, target, None, NOW) is not None

    won = at_once(book, partial(_move, database, office_id, appointment_id, 1))

    assert sorted(won) == [False, True]
    with database.reading(office_id) as session:
        assert session.query(Appointment).filter_by(state=AppointmentState.BOOKED, starts_at=target).count() == 1


def test_a_one_time_code_sent_by_two_at_once_enrols_one(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        code = people.invite(session, Role.CLERK, NOW, None, office_id)

    def redeem(number: int) -> bool:
        with database.begin(office_id) as session:
            return people.redeem(session, code, line_id(number), NOW) is not None

    assert sorted(at_once(*(partial(redeem, n) for n in range(8)))) == [False] * 7 + [True]
    with database.reading(office_id) as session:
        assert len(people.with_role(session, Role.CLERK)) == 1


def test_an_occasion_reminds_a_person_once_whoever_asks(database: Database, office_id: int) -> None:
    with database.begin(office_id) as session:
        person_id = teacher(session, 1).id

    def remind() -> bool:
        with database.begin(office_id) as session:
            return reminders.first_time(session, office_id, person_id, "appointment:1:day-before", NOW)

    assert at_once(*[remind] * 8).count(True) == 1


def test_two_teachers_who_type_the_same_new_school_share_it(database: Database, office_id: int) -> None:
    def add() -> int | None:
        with database.begin(office_id) as session:
            return insert_once(
                session, School, name="โรงเรียนบ้านตัวอย่างใหม่", is_example=False, checked=False, edited=True
            )

    assert sum(one is not None for one in at_once(*[add] * 8)) == 1
