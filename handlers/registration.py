"""Meeting a person: greeting, consent, and the four short questions of registration."""

import re

from handlers import consultation, privacy_says, says
from handlers.cards.base import Part, ask, link, postback, say
from handlers.talk_says import registered_and_on
from handlers.turn import Said, Talk, Turn
from models import offices, people, schools
from models.db import row_id
from models.offices import School
from models.roster import words_of
from nlp.understand import understand

POSITIONS = ("ครู", "ครูผู้ช่วย", people.HEAD_OF_SCHOOL, "บุคลากรอื่น")

LONGEST_ID = 33
"""Letters of an id of LINE; other digits in front of a colon begin a sentence."""

MOST_IN_BUTTON = 300
"""UTF-16 units that a postback holds; what is longer does not ride in the consent button."""


def welcome(talk: Talk) -> Turn:
    """Greets and asks for consent. Nothing is stored: a question that was asked already rides in the button itself."""
    if talk.person is not None:
        talk.person.blocked_at = None
        if talk.person.has_settled:
            return Turn([say(_greeting(talk))]) if talk.person.has_consented else _new_notice(talk)
    actions = [postback("ยินยอมและเริ่มใช้", _agree(talk, _question(talk))), _notice(talk)]
    return Turn([say(_greeting(talk)), ask(says.consent(talk.voice), *actions)])


def _new_notice(talk: Talk) -> Turn:
    """Whoever agreed to an earlier notice reads the new one once; what was said or pressed rides in the button."""
    said = talk.said
    pressed = ":".join([said.action, *said.args])
    agree = _if_it_fits(f"agree_and:{pressed}") if said.kind == "postback" else _agree(talk, said.text)
    actions = [
        postback("ยินยอมและทำต่อ", agree),
        _notice(talk),
        postback("ลบข้อมูลของฉัน", "delete_data"),
    ]
    return Turn([ask(privacy_says.new_notice(talk.voice), *actions)])


def _agree(talk: Talk, words: str) -> str:
    """The button's data: the words ride in it, with the id of their message."""
    return _if_it_fits(":".join(("agree", talk.said.message_id or "", words))) if words else "agree:"


def _if_it_fits(data: str) -> str:
    return data if len(data.encode("utf-16-le")) // 2 <= MOST_IN_BUTTON else "agree:"


def agreed_to(said: Said) -> tuple[str | None, str]:
    """(id of the message, words) that rode in the consent button; (None, "") when none did."""
    carried = ":".join(said.args)
    message_id, _, words = carried.partition(":")
    is_id = message_id.isdecimal() and len(message_id) <= LONGEST_ID
    return (message_id, words) if is_id else (None, carried.lstrip(":"))


def _notice(talk: Talk) -> Part:
    return link("อ่านประกาศความเป็นส่วนตัว", talk.links.privacy(talk.office))


def agreed_again(talk: Talk) -> Turn:
    """Nothing waited for the consent: the conversation stands where it stood."""
    return Turn([say(privacy_says.go_on(talk.voice))])


def _greeting(talk: Talk) -> str:
    return talk.facts.settings.welcome_th or says.welcome(talk.voice, talk.office.short_name)


def start(talk: Talk) -> Turn:
    """Registers, or registers anew to correct something."""
    question = _question(talk) if not talk.me.registered_at else ""
    data = {"question": question, "message_id": talk.said.message_id}
    return Turn([ask(says.ask_name(talk.voice))], state="asking_name", data=data)


def _question(talk: Talk) -> str:
    """What is said, when it asks for advice; a greeting and the like need not be kept until the registration is done."""
    if talk.said.kind != "text":
        return ""
    intent = understand(talk.said.text, words_of(talk.session, talk.office).vocabulary, talk.now).intent
    return talk.said.text if intent in ("consult", "book") else ""


def agree(talk: Talk) -> Turn:
    """Keeps the consent with its version and time, and begins the registration."""
    assert talk.said.user_id is not None
    person = people.consent(talk.session, talk.office.id, talk.said.user_id, talk.now)
    people.give_role(talk.session, person, people.Role.TEACHER)
    talk.person = person
    message_id, question = agreed_to(talk.said)
    if person.registered_at is not None:
        asked = Turn([say(says.ask_what(talk.voice))], state=None)
        return consultation.begin(talk, question, message_id) if question else asked
    known_name = talk.said.display_name
    actions = [postback(f"ใช้ชื่อ {known_name}"[:40], f"name:{known_name}")] if known_name else []
    data = {"question": question, "message_id": message_id}
    return Turn([ask(says.ask_name(talk.voice), *actions)], state="asking_name", data=data)


def name(talk: Talk) -> Turn:
    """Keeps the name, asks for the school."""
    given = " ".join((":".join(talk.said.args) or talk.said.text).split())[:100]
    if not given:
        return Turn([ask(says.ask_name(talk.voice))], state="asking_name")
    talk.me.name = given
    talk.wrote(talk.me, "name")
    return Turn([ask(says.ask_school(talk.voice))], state="asking_school")


def school(talk: Talk) -> Turn:
    """A typed part of a name: buttons of the schools that fit; typed in full and alone, it is taken."""
    part = " ".join(talk.said.text.split())
    found = offices.schools_like(talk.session, part)
    if len(found) == 1:
        return _take_school(talk, found[0])
    if not found:
        actions = [postback(f"ใช้ “{part}”"[:40], f"new_school:{part[:150]}")] if part else []
        return Turn([ask(says.school_not_listed(talk.voice, part[:60]), *actions)], state="asking_school")
    actions = [postback(school.name[:40], f"school:{school.id}") for school in found]
    actions.append(postback("ไม่มีในรายการ", f"new_school:{part[:150]}"))
    return Turn([ask(says.choose_school(talk.voice), *actions)], state="asking_school")


def choose_school(talk: Talk) -> Turn:
    """A school from the buttons."""
    chosen = schools.find(talk.session, row_id(talk.said.args[0]))
    if chosen is None:
        return Turn([ask(says.ask_school(talk.voice))], state="asking_school")
    return _take_school(talk, chosen)


def new_school(talk: Talk) -> Turn:
    """A school that is not in the list: kept as typed, for a clerk to check."""
    typed = " ".join(":".join(talk.said.args).split())[:200]
    if not typed:
        return Turn([ask(says.ask_school(talk.voice))], state="asking_school")
    known = schools.named(talk.session, typed)
    added = known or School(office_id=talk.office.id, name=typed, checked=False, edited=True)
    talk.session.add(added)
    talk.session.flush()
    return _take_school(talk, added)


def _take_school(talk: Talk, school: School) -> Turn:
    talk.me.school_id = school.id
    talk.session.flush()
    talk.session.refresh(talk.me)
    actions = [postback(position, f"position:{position}") for position in POSITIONS]
    return Turn([ask(says.ask_position(talk.voice), *actions)], state="asking_position")


def position(talk: Talk) -> Turn:
    """Keeps the position, asks for a phone number that may be left out."""
    talk.me.position = (":".join(talk.said.args) or talk.said.text)[:60]
    talk.wrote(talk.me, "position")
    return Turn([ask(says.ask_phone(talk.voice), postback("ข้าม", "no_phone"))], state="asking_phone")


def phone(talk: Talk) -> Turn:
    """Keeps the phone number and finishes."""
    digits = re.sub(r"\D", "", talk.said.text.translate(_THAI_DIGITS))
    if not 9 <= len(digits) <= 10:
        return Turn([ask(says.phone_unclear(talk.voice), postback("ข้าม", "no_phone"))], state="asking_phone")
    talk.me.phone = digits
    talk.wrote(talk.me, "phone")
    return finish(talk)


_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def finish(talk: Talk) -> Turn:
    """Registration is done; a question asked before it goes on from here."""
    talk.me.registered_at = talk.me.registered_at or talk.now
    name, question = talk.me.name or "", talk.chat.data.get("question", "")
    if not question:
        return Turn([say(says.registered(talk.voice, name))], state=None)
    turn = consultation.begin(talk, question, talk.chat.data.get("message_id"))
    turn.messages.insert(0, say(registered_and_on(talk.voice, name)))
    return turn
