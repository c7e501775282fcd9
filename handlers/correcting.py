"""แก้ไข: every row of the card to confirm can be asked again; typing the correction does the same."""

from collections.abc import Callable

from handlers import drafts, says, wished_time
from handlers.cards.base import ask, postback, say
from handlers.consultation import proposals_of, read, topic_question
from handlers.proposals import ANYBODY
from handlers.talk_says import which_area, which_supervisor
from handlers.turn import Message, Talk, Turn, UnreadableButton
from models.people import Role, with_role

MOST_PEOPLE = 6
MOST_AREAS = 12

FIELDS = {"topic": "เรื่อง", "who": "ผู้ดูแล", "area": "สหวิทยาเขต", "when": "เวลา หรือคุยตอนนี้"}


def edit(talk: Talk) -> Turn:
    """`edit[:field]`: what should be different, or the question of that field."""
    if drafts.with_words(talk) is None:
        return Turn([say(says.draft_gone(talk.voice))])
    if talk.said.args:
        return _field(talk, talk.said.args[0])
    actions = [postback(label, f"edit:{field}") for field, label in FIELDS.items()]
    return Turn([ask(says.what_to_change(talk.voice), *actions, postback("ยกเลิกคำขอนี้", "drop"))], state="confirming")


def _field(talk: Talk, field: str) -> Turn:
    if field not in QUESTIONS:
        raise UnreadableButton(field)
    question, state = QUESTIONS[field]
    return Turn([question(talk)], state=state)


def _topic(talk: Talk) -> Message:
    draft = talk.chat.data["draft"]
    return topic_question(talk, read(talk, draft))


def _when(talk: Talk) -> Message:
    draft = talk.chat.data["draft"]
    return wished_time.question(talk, proposals_of(talk, draft, read(talk, draft)))


def _who(talk: Talk) -> Message:
    """Those who fit first, then their colleagues; or nobody in particular."""
    draft = talk.chat.data["draft"]
    chosen = {key: value for key, value in draft["chosen"].items() if key != "supervisor"}
    fitting = [one.person for one in proposals_of(talk, {**draft, "chosen": chosen}, read(talk, draft))]
    people = list(dict.fromkeys([*fitting, *with_role(talk.session, Role.SUPERVISOR)]))[:MOST_PEOPLE]
    actions = [postback(person.short_title[:40], f"draft:supervisor:{person.id}") for person in people]
    return ask(which_supervisor(talk.voice), *actions, postback("ให้ ผอ. ช่วยเลือกให้", f"draft:supervisor:{ANYBODY}"))


def _area(talk: Talk) -> Message:
    actions = [postback(area.name_th[:40], f"draft:area:{area.code}") for area in talk.facts.pack.areas[:MOST_AREAS]]
    return ask(which_area(talk.voice), *actions)


QUESTIONS: dict[str, tuple[Callable[[Talk], Message], str]] = {
    "topic": (_topic, "asking_topic"),
    "who": (_who, "confirming"),
    "area": (_area, "confirming"),
    "when": (_when, "asking_time"),
}
"""Each field's question, and the state in which a typed answer is taken."""
