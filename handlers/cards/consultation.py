"""The consultation card: one look that grows or shrinks with the reader and the state."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from handlers import says
from handlers.cards.base import (
    BRAND,
    QUIET,
    STOP,
    WAIT,
    Part,
    bubble,
    button,
    column,
    flex,
    link,
    postback,
    progress,
    row,
    text,
)
from handlers.turn import Message
from models.consultations import Consultation, State
from models.office_facts import OfficeFacts
from models.people import Person

STATES = {
    State.WAITING: ("รอพิจารณา", WAIT),
    State.ASSIGNED: ("รอรับนัด", WAIT),
    State.OFFERED: ("รอเลือกเวลา", WAIT),
    State.BOOKED: ("นัดแล้ว", BRAND),
    State.IN_PROGRESS: ("กำลังดูแล", BRAND),
    State.DONE: ("เสร็จแล้ว", QUIET),
    State.NO_SHOW: ("ไม่ได้พบกัน", STOP),
    State.DECLINED: ("ไม่รับ", STOP),
    State.CANCELLED: ("ยกเลิก", STOP),
}
"""The chip of each state: words and colour, never colour alone."""


def number(facts: OfficeFacts, consultation: Consultation) -> str:
    """What people call it: ปษ 12/2570."""
    return facts.register_number(consultation.number, consultation.fiscal_year)


def who_asks(consultation: Consultation, facts: OfficeFacts) -> str:
    """Teacher, school and area in a line."""
    school = consultation.school.name if consultation.school else "ไม่ระบุโรงเรียน"
    area = facts.name_of("area", consultation.school.area) if consultation.school else None
    return f"{consultation.teacher.name or 'คุณครู'} {school}" + (f" ({area})" if area else "")


def wish(consultation: Consultation, now: datetime) -> str:
    """When it is wished for, in words."""
    if consultation.mode == "now":
        return "อยากคุยตอนนี้"
    return says.when(consultation.wished_at, now) if consultation.wished_at else "ให้ศึกษานิเทศก์เสนอเวลา"


def _steps(consultation: Consultation) -> list[tuple[str, datetime | None]]:
    return [
        ("แจ้งขอ", consultation.requested_at),
        ("ลงทะเบียน", consultation.registered_at),
        ("ผอ.พิจารณา", consultation.considered_at),
        ("ประสานนัด", consultation.coordinated_at),
        ("ให้คำปรึกษา", consultation.consulted_at),
    ]


LONGEST_REASON = 400
"""Letters of a typed reason that are kept: it stands on cards, and LINE takes only so much."""


def five_steps(consultation: Consultation, now: datetime) -> Part:
    """The five steps of the service: a slim line, and in words which were reached when."""
    steps = _steps(consultation)
    reached = [(name, at) for name, at in steps if at is not None]
    coming = next((name for name, at in steps if at is None), None)
    words = " · ".join(f"{name} {says.stamp(at, now)}" for name, at in reached[1:])
    lines: list[Part] = [progress(len(reached)), text(words, color=QUIET)]
    if coming and consultation.is_living:
        lines.append(text(f"ขั้นที่ {len(reached) + 1} จาก 5 ต่อไป: {coming}", bold=True))
    return column(lines, spacing="sm")


def state_card(
    facts: OfficeFacts,
    consultation: Consultation,
    now: datetime,
    *,
    buttons: Sequence[Part] = (),
    extra: Sequence[Part] = (),
) -> Message:
    """The card of a consultation for the teacher, and for whoever presses an old button."""
    label, color = STATES[State(consultation.state)]
    name = number(facts, consultation)
    rows = [row("เรื่อง", consultation.topic)]
    if consultation.supervisor:
        rows.append(row("ผู้ดูแล", consultation.supervisor.short_title))
    if consultation.is_living and consultation.state != State.BOOKED:
        rows.append(row("ขอเวลา", wish(consultation, now)))
    if consultation.reason and not consultation.is_living:
        rows.append(row("เหตุผล", consultation.reason))
    return flex(
        f"{name} {label} · {consultation.topic}",
        bubble(
            name,
            state=(label, color),
            body=[*rows, *extra, five_steps(consultation, now)],
            buttons=buttons,
        ),
    )


def draft_card(draft: dict[str, Any], rows: Sequence[Part], buttons: Sequence[Part], alt_text: str) -> Message:
    """What the bot understood, before it is sent."""
    question = text(f"“{shortened(draft['said'][0][0])}”", color=QUIET)
    return flex(alt_text, bubble("ขอคำปรึกษา", body=[*rows, question], buttons=buttons))


def approval_card(
    facts: OfficeFacts,
    consultation: Consultation,
    proposals: Sequence[tuple[Person, str, str]],
    now: datetime,
    *,
    may_delegate: bool,
) -> Message:
    """What the director needs to decide. `proposals`: (supervisor, reason, load and free time), best first."""
    name = number(facts, consultation)
    body: list[Part] = [
        row("ผู้ขอ", who_asks(consultation, facts)),
        row("เรื่อง", consultation.topic),
        row("ขอเวลา", wish(consultation, now)),
        text(f"“{shortened(consultation.question)}”", color=QUIET),
    ]
    if consultation.reason:
        body.append(row("ส่งคืน", consultation.reason))
    for index, (person, reason, state) in enumerate(proposals, 1):
        assign = postback(f"มอบหมาย {person.short_title}"[:40], f"assign:{consultation.id}:{person.id}")
        body.append({"type": "separator"})
        body.append(
            column(
                [text(f"{index} {person.short_title}", bold=True), text(reason, color=QUIET), text(state, color=QUIET)],
                spacing="xs",
            )
        )
        body.append(button(assign, primary=index == 1))
    others = [
        button(postback("คนอื่น", f"others:{consultation.id}")),
        button(postback("ไม่รับ", f"decline:{consultation.id}")),
    ]
    if may_delegate:
        others.append(button(postback("ให้รักษาการพิจารณา", f"delegate:{consultation.id}")))
    return flex(f"{name} รอพิจารณา: {consultation.topic}", bubble(f"{name} รอพิจารณา", body=body, buttons=others))


def assignment_card(
    facts: OfficeFacts, consultation: Consultation, now: datetime, *, free: bool, phone: str | None
) -> Message:
    """What the supervisor gets: the question, and one tap to take it."""
    name = number(facts, consultation)
    body = [
        row("ผู้ขอ", who_asks(consultation, facts)),
        row("เรื่อง", consultation.topic),
        row("ขอเวลา", wish(consultation, now) + ("" if free or consultation.wished_at is None else " (ไม่ว่าง)")),
        text(f"“{shortened(consultation.question)}”", color=QUIET),
    ]
    buttons: list[Part] = []
    if consultation.mode == "now":
        buttons.append(button(postback("รับเรื่อง ตอบตอนนี้", f"take:{consultation.id}"), primary=True))
        if phone:
            buttons.append(button(link("โทรหาคุณครู", f"tel:{phone}")))
    elif free and consultation.wished_at is not None:
        buttons.append(button(postback("รับนัด", f"accept:{consultation.id}"), primary=True))
    buttons += [
        button(
            postback("เสนอเวลาอื่น" if consultation.wished_at else "เสนอเวลา", f"offer:{consultation.id}"),
            primary=not buttons,
        ),
        button(postback("ส่งคืน", f"handback:{consultation.id}")),
    ]
    return flex(
        f"งานใหม่ {name}: {consultation.topic} {wish(consultation, now)}",
        bubble(f"{name} มอบหมายให้คุณ", state=("ใหม่", WAIT), body=body, buttons=buttons),
    )


def outcome_card(facts: OfficeFacts, consultation: Consultation, *, title: str = "บันทึกผล") -> Message:
    """Asks the supervisor how it went."""
    name = number(facts, consultation)
    return flex(
        f"{title} {name} {consultation.topic}",
        bubble(
            f"{title} {name}",
            body=[row("ครู", who_asks(consultation, facts)), row("เรื่อง", consultation.topic)],
            buttons=[
                button(postback("ให้คำปรึกษาแล้ว", f"outcome:{consultation.id}:done"), primary=True),
                button(postback("ครูไม่มา", f"outcome:{consultation.id}:no_show")),
                button(postback("นัดต่ออีกครั้ง", f"outcome:{consultation.id}:follow_up")),
            ],
        ),
    )


def rating_card(facts: OfficeFacts, consultation: Consultation, question: str) -> Message:
    """Asks the teacher for one to five."""
    words = {5: "5 ดีมาก", 4: "4 ดี", 3: "3 พอใช้", 2: "2 ควรปรับปรุง", 1: "1 ไม่ได้ช่วย"}
    buttons = [
        button(postback(label, f"rate:{consultation.id}:{stars}"), primary=stars == 5) for stars, label in words.items()
    ]
    name = number(facts, consultation)
    return flex(f"ให้คะแนน {name}", bubble(f"ให้คะแนน {name}", body=[text(question)], buttons=buttons))


def shortened(words: str, most: int = 180) -> str:
    """The words, cut for a card; the whole stands in the register."""
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1] + "…"
