"""Every table, in one metadata: what migrations compare the database with."""

from models import (
    appointments,
    attachments,
    audit,
    chats,
    consultations,
    inbox,
    not_understood,
    offices,
    outbox,
    people,
    reminders,
    roster,
    sign_in,
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
    sign_in,
    audit,
)
metadata = Base.metadata
