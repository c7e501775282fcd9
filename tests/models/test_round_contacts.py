"""Whom a school hears of a round through: one person per school, by SQL alone, whatever the number of teachers."""

from sqlalchemy.orm import Session

from models import people, rounds
from models.db import Database
from models.offices import School
from models.people import Person, Role
from models.rounds import RoundAnswer
from tests.office import NOW, colleague, id_of_office, line_id

PEOPLE = (
    # (number, position, on LINE, blocked) of one school, in the order of their registration
    (1, "ครู", True, False),
    (2, people.HEAD_OF_SCHOOL, True, False),
    (3, people.HEAD_OF_SCHOOL, True, False),
    (4, "ครู", False, False),
    (5, "ครู", True, True),
)


def _people_of(session: Session, school: School, *numbers: int) -> dict[int, Person]:
    made = {}
    for number, position, on_line, blocked in PEOPLE:
        if number in numbers:
            made[number] = Person(
                name=f"ครู {school.id}-{number}",
                position=position,
                school_id=school.id,
                line_user_id=line_id(school.id * 100 + number) if on_line else None,
                blocked_at=NOW if blocked else None,
                created_at=NOW,
            )
            session.add(made[number])
            session.flush()
    return made


def test_the_contact_is_who_answered_last_else_the_head_else_the_first_who_can_be_reached(database: Database) -> None:
    with database.begin(id_of_office(database)) as session:
        clerk = colleague(session, Role.CLERK, 1)
        with_head, without, answered, nobody = rounds.schools(session)[:4]
        head = _people_of(session, with_head, 1, 2, 3)[2]
        first = _people_of(session, without, 4, 5, 1)[1]
        sender = _people_of(session, answered, 1, 2)[1]
        _people_of(session, nobody, 4, 5)
        earlier = rounds.open_round(session, clerk, "รอบก่อน", NOW.date(), NOW)
        session.add(RoundAnswer(round_id=earlier.id, school_id=answered.id, person_id=sender.id, at=NOW, words=""))
        session.flush()
        found = rounds.contacts(session, [nobody, answered, without, with_head])
        assert [person.id for person in found] == [sender.id, first.id, head.id]
        assert rounds.contacts(session, []) == []
