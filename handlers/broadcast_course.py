"""Broadcasts under way and afterwards: how far they are, who has read them, and what is due by the clock."""

from collections.abc import Iterator
from functools import partial

from handlers import broadcast_says as words
from handlers import says
from handlers.broadcast import sending_moment, to_writer
from handlers.broadcast_draft import of_broadcast, outlook, shown
from handlers.cards import broadcast as cards
from handlers.cards.base import say
from handlers.staff_only import for_clerks, refused
from handlers.turn import Context, Notice, Talk, Turn
from models import broadcasts, groups
from models.broadcasts import Broadcast, State
from models.clock import first_of_next_month


@for_clerks
def show_latest(talk: Talk) -> Turn:
    """ "ดูประกาศ": the newest ones, with what became of them."""
    found = broadcasts.latest(talk.session)
    return Turn([cards.state_card(talk, one) for one in found] or [say(says.no_broadcasts(talk.voice))])


@of_broadcast
def show(talk: Talk, broadcast: Broadcast) -> Turn:
    """One as it is now; a draft with its price."""
    return shown(talk, broadcast) if broadcast.state == State.DRAFT else Turn([cards.state_card(talk, broadcast)])


@of_broadcast
def show_readers(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_readers:id`: who has read it, and of those written to in person who has not."""
    read = [f"✓ {_who(person.name)} {says.clock(at)}" for person, at in broadcasts.readers(talk.session, broadcast)]
    silent = [f"– {_who(person.name)}" for person in broadcasts.not_read(talk.session, broadcast, most=50)]
    lines = [f"รับทราบ {len(read):,} คน", *read[-100:]]
    if silent:
        lines += ["ยังไม่รับทราบ (ที่ส่งถึงตัว)", *silent]
    return Turn([say("\n".join(lines)[:4900])])


def _who(name: str | None) -> str:
    return name or "คุณครู"


def read(talk: Talk) -> Turn:
    """`read:id` in the chat of somebody whom it reached; anybody else, also who only saw the preview, is not a reader."""
    found = broadcasts.find(talk.session, talk.said.args[0])
    if found is None or not broadcasts.went_to(talk.session, found, talk.me):
        return refused(talk, words.not_for_you(talk.voice), "to acknowledge what was not sent here")
    broadcasts.acknowledge(talk.session, found, talk.me, talk.now)
    return Turn([say(words.acknowledged(talk.voice))])


def read_in_group(talk: Talk) -> Turn:
    """`read:id` pressed in a group that it went to: kept for those whom the office knows; others are asked into the 1:1 chat."""
    found = broadcasts.find(talk.session, talk.said.args[0])
    group = groups.find(talk.session, talk.chat.line_chat_id)
    if found is None or group is None or not broadcasts.went_to(talk.session, found, group):
        return refused(talk, words.not_for_you(talk.voice), "to acknowledge what was not sent here")
    if talk.person is None:
        return Turn([say(says.group_go_private(talk.voice, talk.links.chat(talk.office, "รับทราบประกาศ")))])
    broadcasts.acknowledge(talk.session, found, talk.person, talk.now)
    return Turn()


# When its time has come


def due(context: Context) -> Iterator[Notice]:
    """Begins what is due, and tells the writer of what is over.

    One that would by now break the reserve waits for the new month, and its writer hears so.
    """
    for one in broadcasts.due(context.session, context.now):
        yield from _begin(context, one)
    for one in broadcasts.finish(context.session, context.now):
        yield from to_writer(context, one)


def _begin(context: Context, broadcast: Broadcast) -> Iterator[Notice]:
    month = outlook(context, broadcast)
    allowed = month.left if broadcast.use_reserve else month.for_broadcasts
    if broadcast.with_replies or broadcasts.price(context.session, broadcast).messages <= allowed:
        broadcasts.begin(context.session, broadcast, context.now)
        return
    broadcasts.postpone(context.session, broadcast, sending_moment(context, first_of_next_month(context.now)))
    yield from to_writer(context, broadcast, says.broadcast_postponed(context.voice))


def spread(context: Context) -> bool:
    """Write the next recipients of what was begun into the outbox; True while there are more."""
    found = broadcasts.in_state(context.session, State.SENDING)
    write = partial(cards.announcement, context)
    return any(broadcasts.spread(context.session, one, write, context.now) for one in found)
