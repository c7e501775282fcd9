"""Why? Cancelling, handing back and declining ask for a reason first; who writes that it was not meant changes nothing."""

import re
from dataclasses import dataclass

from handlers import appointment, appointment_changes, approval
from handlers import reasons_says as words
from handlers.cards import consultation as cards
from handlers.cards.base import say
from handlers.leaving import bare
from handlers.looking import supervisor_card, teacher_card
from handlers.notices import approval as approval_card
from handlers.turn import KEEP, Step, Talk, Turn
from models.consultations import Consultation, State


@dataclass(frozen=True)
class Why:
    """A question for a reason: the step that asks it and the step that acts on the answer."""

    asks: Step
    acts: Step
    does: str
    """What is asked for, in words."""
    undone: str
    """What says that it is not wanted (a pattern for the beginning of the sentence)."""


WHYS = {
    "cancelling": Why(appointment_changes.cancel, appointment_changes.cancel_because, "ยกเลิก", "คง|ไปตามนัด|นัดเดิม"),
    "handing_back": Why(appointment.hand_back, appointment.hand_back_because, "ส่งคืน", "รับ"),
    "declining": Why(approval.decline, approval.decline_because, "ปฏิเสธ", "รับ"),
}
"""The states in which a chat waits for a reason."""

_SLIP = re.compile(r"กดผิด|กดพลาด|ผิดปุ่ม|มือลั่น|ไม่ได้ตั้งใจ|เปลี่ยนใจ|เดี๋ยวก่อน|^ไม่(?:ใช่|ต้อง|เอา|เป็นไร)?(?:แล้ว|ก่อน)?$")


def in_words(talk: Talk) -> Turn:
    """The reason, typed. When it says rather that the button was not meant, it is asked back once and nothing is done."""
    why, wanted = WHYS[talk.chat.state or ""], talk.with_args(str(talk.chat.data["consultation"]), talk.said.text)
    if not is_taken_back(talk.said.text, why):
        return why.acts(wanted)
    if "asked_back" in talk.chat.data:
        return unchanged(wanted)
    turn = why.asks(wanted)
    if turn.data is None:  # too late, or not allowed any more: it says so itself
        return turn
    not_yet = say(words.not_done_yet(talk.voice, why.does))
    return Turn([not_yet, *turn.messages], state=turn.state, data={**turn.data, "asked_back": True})


def is_taken_back(text: str, why: Why) -> bool:
    """Whether a typed reason says rather that the button was not meant: "ไม่ยกเลิกแล้ว กดผิด"."""
    said = bare(text)
    not_wanted = re.search(rf"(?:ไม่|อย่า)(?:ได้|ต้อง|อยาก|ขอ|จะ|คิด|ประสงค์|เพิ่ง)*{why.does}", said)
    rather = re.match(rf"(?:ขอ|จะ|ยัง)?(?:{why.undone})(?!.*ไม่ได้)", said)
    return bool(_SLIP.search(said) or not_wanted or rather)


@appointment.when(tuple(State), lambda person, consultation: True)  # noqa: ARG005 (whoever takes part)
def unchanged(talk: Talk, consultation: Consultation) -> Turn:
    """`leave:id`: nothing is done after all; the consultation as it stands for the reader."""
    if appointment.is_teacher(talk.me, consultation):
        card = teacher_card(talk, consultation)
    elif consultation.state == State.WAITING and approval.may_decide(talk.me):
        card = approval_card(talk, consultation, talk.me)
    else:
        card = supervisor_card(talk, consultation)
    said = words.nothing_changed(talk.voice, cards.number(talk.facts, consultation))
    return Turn([say(said), card], state=None if talk.chat.state in WHYS else KEEP)


def left(talk: Talk) -> Turn:
    """A word such as ยกเลิก where a reason was asked for: it stays as it is."""
    return unchanged(talk.with_args(str(talk.chat.data["consultation"])))
