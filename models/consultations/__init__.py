"""Consultations (คำขอรับคำปรึกษา): the life of one, from the teacher's sentence to the rating.

    waiting ──assign──▶ assigned ──book──▶ booked ──conclude──▶ done | no_show
      ▲  │                │  │  ▲            │
      │  └─decline─▶ declined│  └─move───────┘ (booked again at another time)
      └──hand back────────┘  └─offer─▶ offered ──pick──▶ booked          cancel from any living state ─▶ cancelled
                          └─take now─▶ in_progress ──conclude──▶ done

Every move is a conditional update from the state that was seen, so of two that race one wins and the other hears so.
"""

from models.consultations.life import (
    assign,
    cancel,
    conclude,
    decline,
    hand_back,
    hand_over,
    mark_booked,
    next_number,
    offer,
    rate,
    reassign,
    record,
    register,
    reopen,
    take_now,
)
from models.consultations.lookup import (
    by_request_key,
    changed_since,
    find,
    follow_ups,
    handed_back_by,
    history,
    load_between,
    of_supervisor,
    of_teacher,
    to_arrange,
    waiting,
)
from models.consultations.tables import LIVING, ON_A_DESK, Consultation, ConsultationEvent, Counter, State

__all__ = [
    "LIVING",
    "ON_A_DESK",
    "Consultation",
    "ConsultationEvent",
    "Counter",
    "State",
    "assign",
    "by_request_key",
    "cancel",
    "changed_since",
    "conclude",
    "decline",
    "find",
    "follow_ups",
    "hand_back",
    "hand_over",
    "handed_back_by",
    "history",
    "load_between",
    "mark_booked",
    "next_number",
    "of_supervisor",
    "of_teacher",
    "offer",
    "rate",
    "reassign",
    "record",
    "register",
    "reopen",
    "take_now",
    "to_arrange",
    "waiting",
]
