"""Every table, in one metadata: what migrations compare the database with."""

from models import (
    appointments,
    attachments,
    chats,
    consultations,
    inbox,
    not_understood,
    offices,
    outbox,
    people,
    quota,
    reminders,
    roster,
)
from models.db import Base

ALL = (
    offices,
    people,
    roster,
    consultations,
    appointments,
    attachments,
    chats,
    inbox,
    outbox,
    reminders,
    not_understood,
    quota,
)
metadata = Base.metadata
