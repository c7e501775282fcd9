"""The way from the chat to the office's web console."""

from handlers import says
from handlers.cards.base import bubble, button, flex, link, say, text
from handlers.staff_only import refused
from handlers.turn import Talk, Turn
from models import sign_in


def web(talk: Talk) -> Turn:
    """A link that signs this member of staff in, once and within minutes."""
    if not talk.me.is_staff:
        return refused(talk, says.web_for_staff_only(talk.voice), "to enter the console")
    token = sign_in.make_link(talk.session, talk.me, talk.now)
    if token is None:
        return Turn([say(says.web_too_often(talk.voice))])
    words = says.web_link(talk.voice, int(sign_in.LINK_LASTS.total_seconds() // 60))
    opens = button(link("เปิดเว็บของสำนักงาน", talk.links.console(token)), primary=True)
    return Turn([flex(words, bubble("เข้าเว็บของสำนักงาน", body=[text(words)], buttons=[opens]))], must_arrive=True)
