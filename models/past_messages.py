"""What people wrote lately: to try a new word on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.consultations import Consultation
from models.not_understood import NotUnderstood

LOOKED_THROUGH = 300
"""So many messages of each sort are looked through, newest first: the page must not grow with the years."""
SHOWN = 30


def saying(session: Session, word: str) -> list[str]:
    """Messages with the word in them, those not understood first; spaces and upper case do not matter."""
    unread = select(NotUnderstood.text).order_by(NotUnderstood.id.desc()).limit(LOOKED_THROUGH)
    newest = Consultation.fiscal_year.desc(), Consultation.number.desc()
    asked = select(Consultation.question).order_by(*newest).limit(LOOKED_THROUGH)
    texts = dict.fromkeys([*session.scalars(unread), *session.scalars(asked)])
    return [text for text in texts if _bare(word) in _bare(text)][:SHOWN]


def _bare(text: str) -> str:
    return text.replace(" ", "").casefold()
