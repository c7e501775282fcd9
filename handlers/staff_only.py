"""Who may not is refused politely, and the log says who tried what: `grep refused`."""

import logging
from collections.abc import Callable

from handlers import says
from handlers.cards.base import say
from handlers.turn import Talk, Turn
from models.people import Role

log = logging.getLogger(__name__)

MAY_KEEP = (Role.CLERK, Role.DIRECTOR, Role.ACTING_DIRECTOR)
"""Who does the office's paperwork."""


def for_clerks(step: Callable[[Talk], Turn]) -> Callable[[Talk], Turn]:
    """A step of whoever does the office's paperwork: clerks, the director and who acts for the director."""

    def checked(talk: Talk) -> Turn:
        if talk.me.may(*MAY_KEEP):
            return step(talk)
        return refused(talk, says.for_staff_only(talk.voice), f"{step.__module__}.{step.__name__}")

    return checked


def not_allowed(talk: Talk, tried: str = "what is for others") -> Turn:
    """What others may, refused and logged."""
    return refused(talk, says.not_allowed(talk.voice), tried)


def refused(talk: Talk, words: str | None, tried: str) -> Turn:
    """The answer (None: silence), and a line in the log with the ids of the person, of the chat and of what the button names."""
    who = f"person {talk.person.id}" if talk.person is not None else "somebody unknown"
    where = f"group chat …{talk.chat.line_chat_id[-6:]}" if talk.said.in_group else "the 1:1 chat"
    button = f" by the button {':'.join((talk.said.action, *talk.said.args))[:60]!r}" if talk.said.action else ""
    log.warning("refused: %s of office %s tried %s%s in %s", who, talk.office.slug, tried, button, where)
    return Turn([say(words)] if words is not None else [])
