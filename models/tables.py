"""Every table, in one metadata: what migrations compare the database with."""

from models import (
    annual_plan,
    appointments,
    attachments,
    audit,
    broadcasts,
    chats,
    consultations,
    groups,
    inbox,
    not_understood,
    offices,
    outbox,
    people,
    phase_reminders,
    postponements,
    quota,
    reminders,
    roster,
    rounds,
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
    annual_plan,
    phase_reminders,
    postponements,
    rounds,
    quota,
    groups,
    broadcasts,
)
metadata = Base.metadata
