"""In a group: silent unless it is addressed, nothing personal, and on to the 1:1 chat."""

from handlers import says
from handlers.cards.base import say
from handlers.turn import Talk, Turn


def joined(talk: Talk) -> Turn:
    """The bot was added to a group: one line about what it is for."""
    return Turn([say(says.group_hello(talk.voice, talk.office.short_name))])


def addressed(talk: Talk) -> Turn:
    """Somebody called the bot in a group: the link to the 1:1 chat, with the sentence already typed."""
    return Turn([say(says.group_go_private(talk.voice, talk.links.chat(talk.office, talk.said.text)))])


def pressed(talk: Talk) -> Turn:
    """A button was pressed in a group, where LINE may not say by whom: only in the 1:1 chat."""
    return Turn([say(says.in_private(talk.voice))])
