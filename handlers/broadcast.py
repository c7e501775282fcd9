"""Broadcasts by chat: what it says, to whom, what it costs, cheaper ways, approval, when, stop, who has read it."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from handlers import broadcast_audience, notices, says
from handlers import broadcast_says as words
from handlers.cards import broadcast as cards
from handlers.cards.base import ask, postback, say
from handlers.quota import next_morning
from handlers.turn import Context, Message, Notice, Talk, Turn
from models import attachments, broadcasts, forecast, groups, rounds
from models.broadcasts import Audience, Broadcast, State
from models.clock import BANGKOK, first_of_next_month, local
from models.outbox import Priority
from models.people import Role
from models.quota import Outlook

log = logging.getLogger(__name__)

COMMAND = re.compile(r"^ประกาศ\s*(?P<text>.+)\s+ถึง\s*(?P<to>\S.*)$", re.DOTALL)
BARE_COMMAND = re.compile(r"^ประกาศ(?:\s+(?P<text>\S.*))?$", re.DOTALL)
"""Without "ถึง …": whom it is for is asked."""

_LINK = re.compile(r"https://\S+")


def _for_clerks(step: Callable[[Talk], Turn]) -> Callable[[Talk], Turn]:
    def checked(talk: Talk) -> Turn:
        if talk.me.may(Role.CLERK, Role.DIRECTOR, Role.ACTING_DIRECTOR):
            return step(talk)
        log.warning("person %s of office %s tried to broadcast: refused", talk.me.id, talk.office.slug)
        return Turn([say(says.for_staff_only(talk.voice))])

    return checked


def _of_broadcast(step: Callable[[Talk, Broadcast], Turn]) -> Callable[[Talk], Turn]:
    @_for_clerks
    def checked(talk: Talk) -> Turn:
        found = broadcasts.find(talk.session, talk.said.args[0])
        return step(talk, found) if found is not None else Turn([say(says.not_found(talk.voice))])

    return checked


def _for_the_director(step: Callable[[Talk, Broadcast], Turn]) -> Callable[[Talk], Turn]:
    @_of_broadcast
    def checked(talk: Talk, broadcast: Broadcast) -> Turn:
        if talk.me.may(Role.DIRECTOR, Role.ACTING_DIRECTOR):
            return step(talk, broadcast)
        log.warning("person %s of office %s tried to decide on a broadcast: refused", talk.me.id, talk.office.slug)
        return Turn([say(words.only_director(talk.voice))])

    return checked


def outlook(context: Context, besides: Broadcast | None = None) -> Outlook:
    """What the month has left for a broadcast."""
    return forecast.outlook(context.session, context.office.id, context.facts, context.now, besides=besides)


# Writing it


@_for_clerks
def begin(talk: Talk) -> Turn:
    """ "ประกาศ … ถึงกลุ่ม…": the message as it will look, and its price. Nothing is sent yet."""
    sentence = talk.said.text.strip()
    found = COMMAND.match(sentence) or BARE_COMMAND.match(sentence)
    given = found.groupdict() if found is not None else {}
    if not given.get("text"):
        return Turn([say(words.ask_text(talk.voice))], state=None)
    audience = broadcast_audience.read(talk, given["to"]) if given.get("to") else Audience()
    link = _LINK.search(given["text"])
    made = broadcasts.draft(
        talk.session, talk.me, given["text"], audience, talk.now, link=link[0][:1000] if link else None
    )
    return _shown(talk, made, unknown=given.get("to", ""))


def _shown(talk: Talk, broadcast: Broadcast, unknown: str = "") -> Turn:
    """The draft as it will look, with its price; or the question whom it is for."""
    price = broadcasts.price(talk.session, broadcast)
    if price.groups + price.people == 0:
        question = words.unknown_audience(talk.voice, unknown) if unknown else None
        return Turn([_audience_question(talk, broadcast, question)], state=None)
    strange = broadcasts.unknown_variables(broadcast.text)
    hint = [say(words.unknown_variable(talk.voice, strange))] if strange else []
    preview = cards.announcement(talk, broadcast, talk.me if broadcasts.is_personal(broadcast.text) else None)
    offer = cards.offer(talk, broadcast, price, outlook(talk, broadcast))
    return Turn([*(one for one in preview if one["type"] != "textV2"), *hint, offer], state=None)


def _audience_question(talk: Talk, broadcast: Broadcast, question: str | None) -> Message:
    bound = groups.bound(talk.session)
    choices = [("ทุกกลุ่ม", "all")] if bound else []
    choices += [(f"กลุ่ม {group.title}"[:40], f"group:{group.id}") for group in bound[:8]]
    choices += [("ครูทุกคน", "role:teacher"), ("ศึกษานิเทศก์ทุกคน", "role:supervisor")]
    choices += [(f"ผู้ที่ยังไม่ส่ง {one.title}"[:40], f"round:{one.id}") for one in rounds.all_open(talk.session)[:3]]
    actions = [postback(label, f"broadcast_to:{broadcast.id}:{value}") for label, value in choices]
    return ask(question or words.ask_audience(talk.voice, bool(bound)), *actions)


@_of_broadcast
def choose_audience(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_to:id:all|group:id|role:name|round:id`: whom it is for."""
    kind = talk.said.args[1]
    if kind == "all":
        audience = Audience(groups=tuple(group.id for group in groups.bound(talk.session)))
    elif kind == "role":
        audience = Audience(roles=(Role(talk.said.args[2]).value,))
    elif kind == "round":
        audience = Audience(missing_in_round=talk.said.args.number(2))
    else:
        audience = Audience(groups=(talk.said.args.number(2),))
    return _changed(talk, broadcast, audience=audience)


def _changed(talk: Talk, broadcast: Broadcast, **values: object) -> Turn:
    if not broadcasts.change(talk.session, broadcast, **values):
        return _too_late(talk, broadcast)
    return _shown(talk, broadcast)


@_of_broadcast
def ask_new_text(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_edit:id`: other words."""
    return Turn([say(words.ask_new_text(talk.voice))], state="broadcast_text", data={"broadcast": broadcast.id})


@_for_clerks
def new_text(talk: Talk) -> Turn:
    """The other words."""
    broadcast = _in_chat(talk)
    if broadcast is None:
        return Turn([say(says.not_found(talk.voice))], state=None)
    return _changed(talk, broadcast, text=talk.said.text.strip())


def _in_chat(talk: Talk) -> Broadcast | None:
    return broadcasts.find(talk.session, str(talk.chat.data.get("broadcast", "")))


@_of_broadcast
def ask_picture(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_picture:id`: a picture above the words."""
    return Turn([say(words.ask_picture(talk.voice))], state="broadcast_picture", data={"broadcast": broadcast.id})


@_for_clerks
def picture(talk: Talk) -> Turn:
    """The picture; the worker fetches it from LINE."""
    broadcast = _in_chat(talk)
    if broadcast is None:
        return Turn([say(says.not_found(talk.voice))], state=None)
    if talk.said.kind != "image" or talk.said.message_id is None:
        return Turn([say(words.no_picture(talk.voice))])
    attachments.want(talk.session, talk.me, talk.said.message_id, "image", talk.said.file_name, talk.now)
    kept = attachments.of_message(talk.session, talk.said.message_id)
    return _changed(talk, broadcast, picture_id=kept.id if kept is not None else None)


# Sending it


def _too_late(talk: Talk, broadcast: Broadcast) -> Turn:
    return Turn([say(says.too_late(talk.voice, "ประกาศนี้ส่งหรือหยุดไปแล้ว")), cards.state_card(talk, broadcast)], state=None)


@_of_broadcast
def send(talk: Talk, broadcast: Broadcast) -> Turn:
    """Now, unless it has become too dear meanwhile."""
    return _submit(talk, broadcast, talk.now)


@_of_broadcast
def send_at(talk: Talk, broadcast: Broadcast) -> Turn:
    """At the moment of the wheel."""
    return _submit(talk, broadcast, datetime.fromisoformat(talk.said.picked or "").replace(tzinfo=BANGKOK))


def _submit(talk: Talk, broadcast: Broadcast, wanted: datetime) -> Turn:
    price = broadcasts.price(talk.session, broadcast)
    at = sending_moment(talk, wanted)
    this_month = at < first_of_next_month(talk.now)
    too_dear = price.uncounted_groups or (this_month and price.messages > outlook(talk, broadcast).for_broadcasts)
    if broadcast.state == State.DRAFT and (too_dear or price.messages == 0):
        return _shown(talk, broadcast)
    needs_approval = talk.facts.settings.broadcast_approval
    if not broadcasts.submit(talk.session, broadcast, talk.me, at, needs_approval=needs_approval):
        return _too_late(talk, broadcast)
    told = _asked(talk, broadcast, breaks_reserve=False) if broadcast.state == State.WAITING else []
    note = [say(words.waits_for_director(talk.voice))] if told else []
    if at > wanted:
        note.append(say(words.outside_hours(talk.voice, says.when(at, talk.now))))
    return Turn([*note, cards.state_card(talk, broadcast)], state=None, notices=told, must_arrive=True)


def sending_moment(context: Context, wanted: datetime) -> datetime:
    """The wanted moment, or the next in the office's sending hours: announcements at night and on days off are held."""
    settings, calendar = context.facts.settings, context.facts.calendar
    moment = local(wanted)
    while not calendar.is_working_day(moment.date()) or moment.time() >= settings.sending_end:
        moment = datetime.combine(calendar.working_day_after(moment.date()), settings.sending_start, BANGKOK)
    return max(moment, datetime.combine(moment.date(), settings.sending_start, BANGKOK))


def _asked(talk: Talk, broadcast: Broadcast, *, breaks_reserve: bool) -> list[Notice]:
    price, month = broadcasts.price(talk.session, broadcast), outlook(talk, broadcast)
    card = cards.approval(talk, broadcast, price, month, breaks_reserve=breaks_reserve)
    return [Notice(person, [card]) for person in notices.deciders(talk)]


@_of_broadcast
def send_next_month(talk: Talk, broadcast: Broadcast) -> Turn:
    """When the new month's messages are there, in the office's sending hours."""
    return _submit(talk, broadcast, first_of_next_month(talk.now))


@_of_broadcast
def only(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_only:id:group`: the same to one group, with its price."""
    return _changed(talk, broadcast, audience=Audience(groups=(talk.said.args.number(1),)))


@_of_broadcast
def mention(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_mention:id:group`: once in their group, calling everybody, in place of a message to each."""
    audience = Audience(groups=(talk.said.args.number(1),))
    return _changed(talk, broadcast, audience=audience, mention_all=True)


@_of_broadcast
def with_replies(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_ride:id`: free, with the next answer in each chat."""
    if not broadcasts.change(talk.session, broadcast, with_replies=True):
        return _too_late(talk, broadcast)
    needs_approval = talk.facts.settings.broadcast_approval
    broadcasts.submit(talk.session, broadcast, talk.me, talk.now, needs_approval=needs_approval)
    told = _asked(talk, broadcast, breaks_reserve=False) if broadcast.state == State.WAITING else []
    return Turn([cards.state_card(talk, broadcast)], state=None, notices=told, must_arrive=True)


@_of_broadcast
def as_text(talk: Talk, broadcast: Broadcast) -> Turn:
    """The words alone, for a person to forward: free."""
    broadcasts.stop(talk.session, broadcast, talk.now)
    return Turn([say(says.forward_this(talk.voice)), say(broadcasts.for_reader(broadcast.text, None))])


@_of_broadcast
def ask_director(talk: Talk, broadcast: Broadcast) -> Turn:
    """May it use what is kept for appointments? The director says."""
    told = _asked(talk, broadcast, breaks_reserve=True)
    return Turn([say(says.asked_director(talk.voice))], notices=told, must_arrive=True)


@_for_the_director
def allow(talk: Talk, broadcast: Broadcast) -> Turn:
    """The director lets it use the reserve; it goes out now."""
    if broadcasts.price(talk.session, broadcast).messages > outlook(talk, broadcast).left:
        return Turn([say(says.month_too_short(talk.voice))])
    return _approved(talk, broadcast, talk.now, use_reserve=True)


@_for_the_director
def approve(talk: Talk, broadcast: Broadcast) -> Turn:
    """The director says yes; it goes out at its time."""
    return _approved(talk, broadcast, max(broadcast.send_at or talk.now, talk.now), use_reserve=False)


def _approved(talk: Talk, broadcast: Broadcast, at: datetime, *, use_reserve: bool) -> Turn:
    moment = sending_moment(talk, at)
    if not broadcasts.approve(talk.session, broadcast, talk.me, moment, use_reserve=use_reserve):
        return _too_late(talk, broadcast)
    return Turn([cards.state_card(talk, broadcast)], notices=_to_writer(talk, broadcast), must_arrive=True)


def _to_writer(context: Context, broadcast: Broadcast, *said: str) -> list[Notice]:
    """How it stands, for who wrote it; it may wait for a free ride until the next morning."""
    words_and_card = [*map(say, said), cards.state_card(context, broadcast)]
    about = f"broadcast:{broadcast.id}"
    return [Notice(broadcast.made_by, words_and_card, Priority.MAY_WAIT, hold_until=next_morning(context), about=about)]


@_for_the_director
def refuse(talk: Talk, broadcast: Broadcast) -> Turn:
    """The director says no: a draft again, and its writer hears so."""
    broadcasts.back_to_draft(talk.session, broadcast)
    told = [Notice(broadcast.made_by, [say(words.refused_by_director(talk.voice)), cards.state_card(talk, broadcast)])]
    return Turn([cards.state_card(talk, broadcast)], notices=told, must_arrive=True)


@_of_broadcast
def stop(talk: Talk, broadcast: Broadcast) -> Turn:
    """It goes to nobody any more."""
    if not broadcasts.stop(talk.session, broadcast, talk.now):
        return _too_late(talk, broadcast)
    if broadcast.begun_at is not None:
        return Turn([cards.state_card(talk, broadcast)], must_arrive=True)
    return Turn([say(says.broadcast_stopped(talk.voice))], state=None)


@_of_broadcast
def resume(talk: Talk, broadcast: Broadcast) -> Turn:
    """One that was stopped: a draft again, or on with those whom it has not reached."""
    if not broadcasts.resume(talk.session, broadcast, talk.now):
        return _too_late(talk, broadcast)
    return _shown(talk, broadcast) if broadcast.state == State.DRAFT else Turn([cards.state_card(talk, broadcast)])


# Looking at it


@_for_clerks
def show_latest(talk: Talk) -> Turn:
    """ "ดูประกาศ": the newest ones, with what became of them."""
    found = broadcasts.latest(talk.session)
    return Turn([cards.state_card(talk, one) for one in found] or [say(says.no_broadcasts(talk.voice))])


@_of_broadcast
def show(talk: Talk, broadcast: Broadcast) -> Turn:
    """One as it is now; a draft with its price."""
    return _shown(talk, broadcast) if broadcast.state == State.DRAFT else Turn([cards.state_card(talk, broadcast)])


@_of_broadcast
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
    """`read:id` in the reader's own chat."""
    found = broadcasts.find(talk.session, talk.said.args[0])
    if found is None:
        return Turn([say(words.not_for_you(talk.voice))])
    broadcasts.acknowledge(talk.session, found, talk.me, talk.now)
    return Turn([say(words.acknowledged(talk.voice))])


def read_in_group(talk: Talk) -> Turn:
    """`read:id` pressed in a group: kept for those whom the office knows; the others are asked into the 1:1 chat."""
    found = broadcasts.find(talk.session, talk.said.args[0])
    if found is None or talk.person is None or talk.person.consent_version is None:
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
        yield from _to_writer(context, one)


def _begin(context: Context, broadcast: Broadcast) -> Iterator[Notice]:
    month = outlook(context, broadcast)
    allowed = month.left if broadcast.use_reserve else month.for_broadcasts
    if broadcast.with_replies or broadcasts.price(context.session, broadcast).messages <= allowed:
        broadcasts.begin(context.session, broadcast, context.now)
        return
    broadcasts.postpone(context.session, broadcast, sending_moment(context, first_of_next_month(context.now)))
    yield from _to_writer(context, broadcast, says.broadcast_postponed(context.voice))


def spread(context: Context) -> bool:
    """Write the next recipients of what was begun into the outbox; True while there are more."""
    found = broadcasts.in_state(context.session, State.SENDING)
    write = partial(cards.announcement, context)
    return any(broadcasts.spread(context.session, one, write, context.now) for one in found)
