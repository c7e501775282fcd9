"""The outbox: messages to be sent, written in the same commit as what they tell about.

waiting ──claim──▶ sending ──▶ sent
   ▲                  ├─ try again later ─▶ waiting
   │                  ├─ month used up ──▶ held ──a new month, its time has come──▶ waiting
   └──── replay ──────┴─ refused, too old ─▶ dead
held ──another message goes to the same chat──▶ sent (it rides along, free)      held ──pointless by now──▶ dropped
Words that nobody has to send any more are not kept: a row loses them when it is sent or dropped, and among the dead letters
after `KEEP_DAYS`. (A stopped broadcast may go on, so its rows keep theirs.)
A sender that dies leaves its row in `sending`; when the lease (`next_attempt_at`) has passed, the next one takes it up
with the same retry key, so that LINE shows the message once.
"""

from models.outbox.forgetting import (
    BUTTONS_DAYS,
    forget_about,
    forget_answers,
    forget_chat,
    forget_mentions,
    reword,
    wipe_old,
)
from models.outbox.held import held_for, held_until, mark_dropped, release_held, ride_along, try_again, withdraw
from models.outbox.lookup import (
    counted_by_priority,
    dead_one,
    held_by_priority,
    is_waiting,
    last_sent,
    matter_of,
    oldest_unsent,
    pushed_lately,
    stuck,
    waiting_counts,
)
from models.outbox.sending import (
    claim,
    due,
    mark_dead,
    mark_held,
    mark_later,
    mark_sent,
    postbacks,
    put,
    replay,
    send_again,
)
from models.outbox.tables import BROADCAST_LEASE, LEASE, MULTICAST, PENDING, OutboxMessage, Priority, pending

__all__ = [
    "BROADCAST_LEASE",
    "BUTTONS_DAYS",
    "LEASE",
    "MULTICAST",
    "PENDING",
    "OutboxMessage",
    "Priority",
    "claim",
    "counted_by_priority",
    "dead_one",
    "due",
    "forget_about",
    "forget_answers",
    "forget_chat",
    "forget_mentions",
    "held_by_priority",
    "held_for",
    "held_until",
    "is_waiting",
    "last_sent",
    "mark_dead",
    "mark_dropped",
    "mark_held",
    "mark_later",
    "mark_sent",
    "matter_of",
    "oldest_unsent",
    "pending",
    "postbacks",
    "pushed_lately",
    "put",
    "release_held",
    "replay",
    "reword",
    "ride_along",
    "send_again",
    "stuck",
    "try_again",
    "waiting_counts",
    "wipe_old",
    "withdraw",
]
