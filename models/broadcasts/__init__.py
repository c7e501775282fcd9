"""Broadcasts (ประกาศ): to LINE groups, and to people in their own chats.

draft ─submit─▶ waiting (for the director, if the office wants) ─approve─▶ scheduled ─begin─▶ sending ─finish─▶ done
  └────────────submit──────────────────────────────────────────────────────▲              │
draft, waiting, scheduled, sending ─stop─▶ stopped ─resume─▶ draft, or sending to those not reached yet

`price` says what it counts, `models.forecast.outlook` what the month has left for it; `progress`, `deliveries`, `readers`
and `not_read` tell what became of it. Whoever may write, approve and stop is the caller's question (clerk, director).
"""

from models.broadcasts.audience import HEADS_OF_SCHOOLS, Audience, first_person, groups_of
from models.broadcasts.life import (
    OPEN,
    STOPPED,
    approve,
    back_to_draft,
    begin,
    change,
    draft,
    due,
    find,
    in_state,
    is_stopped,
    latest,
    postpone,
    resume,
    stop,
    submit,
)
from models.broadcasts.report import (
    Delivery,
    Outcome,
    Price,
    Progress,
    acknowledge,
    deliveries,
    not_read,
    not_sent,
    picture,
    price,
    progress,
    readers,
    to_send,
    went_to,
)
from models.broadcasts.sending import NOBODY_LEFT, addresses, finish, split, spread
from models.broadcasts.tables import Broadcast, BroadcastRead, BroadcastRecipient, State
from models.broadcasts.wording import for_reader, is_personal, unknown_variables

__all__ = [
    "HEADS_OF_SCHOOLS",
    "NOBODY_LEFT",
    "OPEN",
    "STOPPED",
    "Audience",
    "Broadcast",
    "BroadcastRead",
    "BroadcastRecipient",
    "Delivery",
    "Outcome",
    "Price",
    "Progress",
    "State",
    "acknowledge",
    "addresses",
    "approve",
    "back_to_draft",
    "begin",
    "change",
    "deliveries",
    "draft",
    "due",
    "find",
    "finish",
    "first_person",
    "for_reader",
    "groups_of",
    "in_state",
    "is_personal",
    "is_stopped",
    "latest",
    "not_read",
    "not_sent",
    "picture",
    "postpone",
    "price",
    "progress",
    "readers",
    "resume",
    "split",
    "spread",
    "stop",
    "submit",
    "to_send",
    "unknown_variables",
    "went_to",
]
