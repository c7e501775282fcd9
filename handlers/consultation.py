"""A teacher asks: from the first sentence to the number in the register.

The draft in the chat's data (handlers/drafts.py) keeps what was said and what was chosen by button; what it means is read anew
each time, so a correction ("ไม่ใช่คณิต เป็นวิทย์") is just one more sentence.
"""

from datetime import datetime

from handlers import drafts, notices, says, wished_time
from handlers.cards import appointment as appointment_cards
from handlers.cards import consultation as cards
from handlers.cards.base import ask, button, postback, say
from handlers.confirming import confirm_card
from handlers.drafts import Draft, sentence
from handlers.leaving import calls_off
from handlers.proposals import Proposal, propose
from handlers.quota_says import sent_gathered
from handlers.talk_says import still_writing, which_first
from handlers.turn import Message, Notice, Step, Talk, Turn, UnreadableButton
from models import attachments, consultations, duties, sentences
from models.consultations import Consultation
from models.office_facts import OfficeFacts
from models.roster import words_of
from nlp.understand import understand
from nlp.understanding import Understanding, merge

BY_BUTTON = ("topic", "learning_area", "function", "area", "project", "mode", "supervisor")
"""Fields of a draft that a button fills as they are."""

MOST_AT_ONCE = 5
"""Messages that LINE takes in one call."""

ANY_TOPIC = "ให้ ผอ. ช่วยเลือกให้"


def ask_what(talk: Talk) -> Turn:
    """The menu's "ขอคำปรึกษา"."""
    return Turn([say(says.ask_what(talk.voice))], state="asking_topic", data={})


def begin(talk: Talk, text: str, message_id: str | None, chosen: dict[str, str] | None = None) -> Turn:
    """A new request from its first sentence; `chosen` is what is known beside it, such as the area of a group."""
    return go_on(talk, {**drafts.new(talk, sentence(talk, text, message_id)), "chosen": dict(chosen or {})})


def begin_here(talk: Talk) -> Turn:
    """A sentence that asks for advice. From a group it must not take the place of a request that is being written here."""
    known = talk.said.from_group
    writing = drafts.with_words(talk)
    if known is None or writing is None:
        return begin(talk, talk.said.text, talk.said.message_id, known)
    first = sentence(talk, talk.said.text, talk.said.message_id)
    asked = {**drafts.new(talk, first), "chosen": known}
    words = which_first(talk.voice, _title_of(talk, writing), cards.shortened(talk.said.text, 60))
    actions = [postback("เขียนเรื่องเดิมต่อ", "go_on"), postback("เริ่มเรื่องใหม่", "begin_next")]
    return Turn([ask(words, *actions)], data={**talk.chat.data, "next": asked})


def begin_next(talk: Talk) -> Turn:
    """The request that was asked for in a group takes the place of the one that was being written."""
    asked = talk.chat.data.get("next")
    return go_on(talk, asked) if asked is not None else Turn([say(says.draft_gone(talk.voice))])


def resume(talk: Talk) -> Turn:
    """Back to the request being written: its open question, or the card to confirm."""
    draft = drafts.with_words(talk)
    return go_on(talk, draft) if draft is not None else Turn([say(says.draft_gone(talk.voice))])


def beside(step: Step) -> Step:
    """The step, answered beside a request that is being written: the request stays, and the answer ends with the way back."""

    def answered(talk: Talk) -> Turn:
        turn, draft = step(talk), drafts.with_words(talk)
        if draft is None or turn.data is not None:
            return turn
        if turn.state is None:
            turn.data = talk.chat.data  # its buttons still work
        if len(turn.messages) < MOST_AT_ONCE:
            words = still_writing(talk.voice, _title_of(talk, draft))
            actions = [postback("เขียนต่อ", "go_on"), postback("ยกเลิกคำขอนี้", "drop")]
            turn.messages.append(ask(words, *actions))
        return turn

    return answered


def _title_of(talk: Talk, draft: Draft) -> str:
    return str(draft.get("topic") or title(draft, read(talk, draft), talk.facts))


def ask_at(talk: Talk) -> Turn:
    """A free time was pressed in somebody's list: the time and the person are known, the matter is missing."""
    draft = drafts.new(talk)
    start = appointment_cards.from_stamp(talk.said.args[1])
    draft["chosen"] = {"supervisor": talk.said.args[0], "wished_at": start.isoformat(), "mode": "appointment"}
    return Turn([say(says.ask_what(talk.voice))], state="asking_topic", data={"draft": draft})


def heard(talk: Talk) -> Turn:
    """Another sentence while a request is being written: an answer or a correction."""
    draft = talk.chat.data.get("draft")
    if draft is None:
        return begin(talk, talk.said.text, talk.said.message_id)
    new = understand(talk.said.text, words_of(talk.session, talk.office).vocabulary, talk.now)
    if calls_off(talk.said.text, new):
        return drop(talk)
    said = [*draft["said"], sentence(talk, talk.said.text, talk.said.message_id)]
    draft = {**draft, "said": said, "chosen": dict(draft["chosen"])}
    if new.when is not None:
        draft["chosen"].pop("wished_at", None)
        draft["chosen"].pop("mode", None)
    elif new.mode == "now":
        draft["chosen"] |= {"mode": "now", "wished_at": None}
    if new.area is not None:
        draft["chosen"].pop("area", None)
    if new.topics or new.learning_area or new.function:
        draft["chosen"].pop("function", None)
        draft["chosen"].pop("learning_area", None)
        if talk.chat.state == "confirming":  # another subject, another supervisor
            draft["chosen"].pop("supervisor", None)
    elif talk.chat.state == "asking_topic" and new.when is None:
        # A topic that none of our words knows: take it as it was said, and let the director choose.
        draft["chosen"]["topic"] = drafts.as_topic(talk.said.text)
    return go_on(talk, draft)


def choose(talk: Talk) -> Turn:
    """A button that fills one field of the draft: `draft:field:value`."""
    draft = drafts.with_words(talk)
    if draft is None:
        return Turn([say(says.draft_gone(talk.voice))])
    field, value = talk.said.args[0], ":".join(talk.said.args[1:])
    chosen = dict(draft["chosen"])
    if field == "wished_at":
        moment = talk.said.picked_moment if talk.said.picked else appointment_cards.from_stamp(value)
        chosen |= {"wished_at": moment.isoformat(), "mode": "appointment"}
    elif field == "mode" and value == "any_time":
        chosen |= {"mode": "appointment", "wished_at": None}
    elif field == "said":
        return go_on(talk, {**draft, "said": [*draft["said"], sentence(talk, value, None)]})
    elif field in BY_BUTTON:
        chosen[field] = value
    else:
        raise UnreadableButton(field)
    return go_on(talk, {**draft, "chosen": chosen})


def drop(talk: Talk) -> Turn:
    """Throws the draft away."""
    return Turn([say(says.dropped(talk.voice))], state=None)


def read(talk: Talk, draft: Draft) -> Understanding:
    """What was said so far, taken together; sentences are read with the clock of the moment they were written."""
    vocabulary = words_of(talk.session, talk.office).vocabulary
    understandings = [understand(text, vocabulary, datetime.fromisoformat(at)) for text, at, _ in draft["said"]]
    result = understandings[0]
    for correction in understandings[1:]:
        result = merge(result, correction)
    return result


def go_on(talk: Talk, draft: Draft) -> Turn:
    """The one question that is still open, or the card to confirm."""
    draft = drafts.unconfirmed(draft)
    understanding = read(talk, draft)
    found = proposals_of(talk, draft, understanding)
    if not found and not {"topic", "supervisor"} & set(draft["chosen"]):
        return Turn([topic_question(talk, understanding)], state="asking_topic", data={"draft": draft})
    which = _which_side(talk, draft, understanding)
    if which is not None:
        return Turn([which], state="asking_topic", data={"draft": {**draft, "asked": True}})
    draft = {**draft, "wish": None, "mode": _mode(draft, understanding)}
    if draft["mode"] is None:
        return Turn([wished_time.question(talk, found)], state="asking_time", data={"draft": draft})
    if draft["mode"] == "appointment" and draft["chosen"].get("wished_at", "") is not None:
        start, question = wished_time.start_or_question(
            talk, draft["chosen"].get("wished_at"), understanding.when, found
        )
        if question is not None:
            return Turn([question], state="asking_time", data={"draft": draft})
        draft["wish"] = start.isoformat() if start else None
    draft["topic"] = title(draft, understanding, talk.facts)
    card = confirm_card(talk, draft, found, _area(talk, draft, understanding))
    return Turn([card], state="confirming", data={"draft": draft})


def title(draft: Draft, understanding: Understanding, facts: OfficeFacts) -> str:
    """A short Thai title of what it is about."""
    chosen = draft["chosen"]
    for kind in ("learning_area", "function"):
        if kind in chosen and not understanding.topic:
            return facts.name_of(kind, chosen[kind]) or str(chosen[kind])
    return str(chosen.get("topic") or understanding.topic or cards.shortened(draft["said"][0][0], 60))


def proposals_of(talk: Talk, draft: Draft, understanding: Understanding) -> list[Proposal]:
    """Who could take the request as it is written so far, best first."""
    return propose(
        talk.session, talk.office, understanding, draft["chosen"], draft["chosen"].get("area") or talk.me.area, talk.now
    )


def _area(talk: Talk, draft: Draft, understanding: Understanding) -> str | None:
    """The code of the area: chosen by button, else named, else the teacher's."""
    return draft["chosen"].get("area") or understanding.area or talk.me.area


def _mode(draft: Draft, understanding: Understanding) -> str | None:
    chosen = draft["chosen"].get("mode")
    if chosen:
        return str(chosen)
    if understanding.when is not None:
        return "appointment"
    return understanding.mode if understanding.mode == "now" else None


def topic_question(talk: Talk, understanding: Understanding) -> Message:
    """Asks what it is about; with buttons where the words leave a choice."""
    words = words_of(talk.session, talk.office)
    question = duties.question(understanding, words.roster, particle=talk.voice.kha)
    if question is None:
        return ask(says.ask_topic(talk.voice), postback(ANY_TOPIC, f"draft:topic:{ANY_TOPIC}"))
    actions = [postback(choice.label[:40], f"draft:{question.field}:{choice.code}") for choice in question.choices]
    return ask(question.text, *actions, postback(ANY_TOPIC, f"draft:topic:{ANY_TOPIC}"))


def _which_side(talk: Talk, draft: Draft, understanding: Understanding) -> Message | None:
    """The question that decides between several who could take it equally well; asked once, whatever is answered."""
    if draft.get("asked") or set(draft["chosen"]) & {"topic", "learning_area", "function", "supervisor"}:
        return None
    question = duties.question(understanding, words_of(talk.session, talk.office).roster, particle=talk.voice.kha)
    if question is None or question.field != "said":
        return None
    actions = [postback(choice.label[:40], f"draft:said:{choice.code}"[:300]) for choice in question.choices]
    return ask(question.text, *actions, postback(ANY_TOPIC, f"draft:topic:{understanding.topic}"))


def send(talk: Talk) -> Turn:
    """The teacher confirms: the request gets its number and the director hears of it."""
    key = talk.said.args[0]
    draft = talk.chat.data.get("draft")
    known = consultations.by_request_key(talk.session, key)
    if known is not None:
        words = says.already_sent(talk.voice, cards.number(talk.facts, known))
        return Turn([say(words), cards.state_card(talk.facts, known, talk.now)])
    if draft is None or draft["key"] != key:
        return Turn([say(says.draft_gone(talk.voice))])
    if "topic" not in draft:
        return go_on(talk, draft)
    made = _register(talk, draft, call_back="call" in talk.said.args[1:])
    attachments.give_to(talk.session, talk.me, made)
    number = cards.number(talk.facts, made)
    told = notices.of_new_consultation(talk, made)
    card = cards.state_card(talk.facts, made, talk.now, buttons=[button(postback("ยกเลิกคำขอ", f"cancel:{made.id}"))])
    return Turn([say(_sent_words(talk, number, told)), card], state=None, notices=told, must_arrive=True)


def _register(talk: Talk, draft: Draft, *, call_back: bool) -> Consultation:
    understanding = read(talk, draft)
    found = proposals_of(talk, draft, understanding)
    made = consultations.register(
        talk.session,
        teacher=talk.me,
        question="\n".join(text for text, _, _ in draft["said"]),
        topic=draft["topic"],
        mode=draft["mode"],
        proposed=[proposal.stored() for proposal in found],
        requested_at=datetime.fromisoformat(draft["asked_at"]),
        now=talk.now,
        request_key=draft["key"],
        learning_area=draft["chosen"].get("learning_area") or understanding.learning_area,
        function=draft["chosen"].get("function") or understanding.function,
        area=_area(talk, draft, understanding),
        wished_at=datetime.fromisoformat(draft["wish"]) if draft["wish"] else None,
        call_back=call_back,
        follows_id=draft.get("follows_id"),
    )
    for text, _, message_id in draft["said"]:
        sentences.keep(talk.session, talk.me, message_id, made, "question", talk.now, text)
    return made


def _sent_words(talk: Talk, number: str, told: list[Notice]) -> str:
    opens = talk.facts.calendar.next_working_moment(talk.now)
    gathered = next((notice.hold_until for notice in told if notice.hold_until is not None), opens)
    if opens > talk.now and gathered <= opens:
        return says.sent_after_hours(talk.voice, number, says.when(opens, talk.now))
    if gathered > talk.now:
        return sent_gathered(talk.voice, number, says.when(gathered, talk.now))
    return says.sent(talk.voice, number, "ผอ.กลุ่ม", talk.facts.standard_minutes(3))


def follow_up(talk: Talk, earlier: Consultation) -> Draft:
    """The draft of a follow-up of an earlier consultation, for the teacher to choose a time."""
    draft = drafts.new(talk, sentence(talk, earlier.question, None))
    number = cards.number(talk.facts, earlier)
    chosen = {"topic": earlier.topic, "supervisor": str(earlier.supervisor_id), "follows": number}
    return {**draft, "chosen": chosen, "follows_id": earlier.id}
