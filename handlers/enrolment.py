"""Staff join with a one-time code."""

import re

from handlers import says
from handlers.cards.base import say
from handlers.staff_only import refused
from handlers.turn import Talk, Turn
from models import consultations, people
from models.people import Role

CODE = re.compile(r"^\s*(?:รหัส\s*|code\s*)?([A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4})\s*$", re.IGNORECASE)

ROLE_NAMES = {
    Role.TEACHER: "ครู",
    Role.SUPERVISOR: "ศึกษานิเทศก์",
    Role.DIRECTOR: "ผู้อำนวยการกลุ่ม",
    Role.ACTING_DIRECTOR: "ผู้รักษาการ",
    Role.CLERK: "ธุรการ",
}


def redeem(talk: Talk) -> Turn:
    """Takes the code; from the next message on the person has the role and its menu."""
    found = CODE.match(talk.said.text)
    assert found is not None
    assert talk.said.user_id is not None
    before = talk.person
    person = people.redeem(talk.session, found.group(1), talk.said.user_id, talk.now)
    if person is None:
        return refused(talk, says.code_unknown(talk.voice), "a code that enrols nobody")
    if before is not None and before is not person:
        consultations.hand_over(talk.session, before, person)
    if person.name is None and person.title is None:
        person.name = talk.said.display_name
    talk.person = person
    role = "และ".join(ROLE_NAMES[one] for one in Role if one in person.roles and one != Role.TEACHER)
    title = person.short_title if person.title else (person.name or "")
    return Turn([say(says.enrolled(talk.voice, title, role))], state=None, must_arrive=True)
