"""Broadcasts by chat: what it says, to whom, what it costs, cheaper ways, approval, when, stop, who has read it."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps

from handlers import broadcast_audience, notices, says
from handlers import broadcast_says as words
from handlers.cards import broadcast as cards
from handlers.cards.base import ask, postback, say
from handlers.quota import next_morning
from handlers.staff_only import for_clerks, refused
from handlers.turn import Context, Message, Notice, Talk, Turn, UnreadableButton
from models import attachments, broadcasts, forecast, groups, rounds
from models.broadcasts import Audience, Broadcast, State
from models.clock import BANGKOK, first_of_next_month, local
from models.outbox import Priority
from models.people import Role
from models.quota import Outlook

COMMAND = re.compile(r"^ประกาศ\s*(?P<text>.+)\s+ถึง\s*(?P<to>\S.*)$", re.DOTALL)
BARE_COMMAND = re.compile(r"^ประกาศ(?:\s+(?P<text>\S.*))?$", re.DOTALL)
"""Without "ถึง …": whom it is for is asked."""

_LINK = re.compile(r"https://\S+")


def of_broadcast(step: Callable[[Talk, Broadcast], Turn]) -> Callable[[Talk], Turn]:
    """A step of clerks with the broadcast that the button names."""

    @wraps(step)
    def checked(talk: Talk) -> Turn:
        found = broadcasts.find(talk.session, talk.said.args[0])
        return step(talk, found) if found is not None else Turn([say(says.not_found(talk.voice))])

    return for_clerks(checked)


def _for_the_director(step: Callable[[Talk, Broadcast], Turn]) -> Callable[[Talk], Turn]:
    @wraps(step)
    def checked(talk: Talk, broadcast: Broadcast) -> Turn:
        if talk.me.may(Role.DIRECTOR, Role.ACTING_DIRECTOR):
            return step(talk, broadcast)
        return refused(talk, words.only_director(talk.voice), step.__name__)

    return of_broadcast(checked)


def outlook(context: Context, besides: Broadcast | None = None) -> Outlook:
    """What the month has left for a broadcast."""
    return forecast.outlook(context.session, context.office.id, context.facts, context.now, besides=besides)


# Writing it


@for_clerks
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
    return shown(talk, made, unknown=given.get("to", ""))


def shown(talk: Talk, broadcast: Broadcast, unknown: str = "") -> Turn:
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


@of_broadcast
def choose_audience(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_to:id:all|group:id|role:name|round:id`: whom it is for."""
    kind = talk.said.args[1]
    if kind == "all":
        audience = Audience(groups=tuple(group.id for group in groups.bound(talk.session)))
    elif kind == "role":
        audience = Audience(roles=(_role(talk.said.args[2]).value,))
    elif kind == "round":
        audience = Audience(missing_in_round=talk.said.args.number(2))
    else:
        audience = Audience(groups=(talk.said.args.number(2),))
    return _changed(talk, broadcast, audience=audience)


def _role(words: str) -> Role:
    if words not in set(Role):
        raise UnreadableButton("not a role")
    return Role(words)


def _changed(talk: Talk, broadcast: Broadcast, **values: object) -> Turn:
    if not broadcasts.change(talk.session, broadcast, **values):
        return _too_late(talk, broadcast)
    return shown(talk, broadcast)


@of_broadcast
def ask_new_text(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_edit:id`: other words."""
    return Turn([say(words.ask_new_text(talk.voice))], state="broadcast_text", data={"broadcast": broadcast.id})


@for_clerks
def new_text(talk: Talk) -> Turn:
    """The other words."""
    broadcast = _in_chat(talk)
    if broadcast is None:
        return Turn([say(says.not_found(talk.voice))], state=None)
    return _changed(talk, broadcast, text=talk.said.text.strip())


def _in_chat(talk: Talk) -> Broadcast | None:
    return broadcasts.find(talk.session, str(talk.chat.data.get("broadcast", "")))


@of_broadcast
def ask_picture(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_picture:id`: a picture above the words."""
    return Turn([say(words.ask_picture(talk.voice))], state="broadcast_picture", data={"broadcast": broadcast.id})


@for_clerks
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


@of_broadcast
def send(talk: Talk, broadcast: Broadcast) -> Turn:
    """Now, unless it has become too dear meanwhile."""
    return _submit(talk, broadcast, talk.now)


@of_broadcast
def send_at(talk: Talk, broadcast: Broadcast) -> Turn:
    """At the moment of the wheel."""
    return _submit(talk, broadcast, talk.said.picked_moment)


def _submit(talk: Talk, broadcast: Broadcast, wanted: datetime) -> Turn:
    price = broadcasts.price(talk.session, broadcast)
    at = sending_moment(talk, wanted)
    this_month = at < first_of_next_month(talk.now)
    too_dear = price.uncounted_groups or (this_month and price.messages > outlook(talk, broadcast).for_broadcasts)
    if broadcast.state == State.DRAFT and (too_dear or price.messages == 0):
        return shown(talk, broadcast)
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


@of_broadcast
def send_next_month(talk: Talk, broadcast: Broadcast) -> Turn:
    """When the new month's messages are there, in the office's sending hours."""
    return _submit(talk, broadcast, first_of_next_month(talk.now))


@of_broadcast
def only(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_only:id:group`: the same to one group, with its price."""
    return _changed(talk, broadcast, audience=Audience(groups=(talk.said.args.number(1),)))


@of_broadcast
def mention(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_mention:id:group`: once in their group, calling everybody, in place of a message to each."""
    audience = Audience(groups=(talk.said.args.number(1),))
    return _changed(talk, broadcast, audience=audience, mention_all=True)


@of_broadcast
def with_replies(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_ride:id`: free, with the next answer in each chat."""
    if not broadcasts.change(talk.session, broadcast, with_replies=True):
        return _too_late(talk, broadcast)
    needs_approval = talk.facts.settings.broadcast_approval
    broadcasts.submit(talk.session, broadcast, talk.me, talk.now, needs_approval=needs_approval)
    told = _asked(talk, broadcast, breaks_reserve=False) if broadcast.state == State.WAITING else []
    return Turn([cards.state_card(talk, broadcast)], state=None, notices=told, must_arrive=True)


@of_broadcast
def as_text(talk: Talk, broadcast: Broadcast) -> Turn:
    """The words alone, for a person to forward: free."""
    broadcasts.stop(talk.session, broadcast, talk.now)
    return Turn([say(says.forward_this(talk.voice)), say(broadcasts.for_reader(broadcast.text, None))])


@of_broadcast
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
    return Turn([cards.state_card(talk, broadcast)], notices=to_writer(talk, broadcast), must_arrive=True)


def to_writer(context: Context, broadcast: Broadcast, *said: str) -> list[Notice]:
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


@of_broadcast
def stop(talk: Talk, broadcast: Broadcast) -> Turn:
    """It goes to nobody any more."""
    if not broadcasts.stop(talk.session, broadcast, talk.now):
        return _too_late(talk, broadcast)
    if broadcast.begun_at is not None:
        return Turn([cards.state_card(talk, broadcast)], must_arrive=True)
    return Turn([say(says.broadcast_stopped(talk.voice))], state=None)


@of_broadcast
def resume(talk: Talk, broadcast: Broadcast) -> Turn:
    """One that was stopped: a draft again, or on with those whom it has not reached."""
    if not broadcasts.resume(talk.session, broadcast, talk.now):
        return _too_late(talk, broadcast)
    return shown(talk, broadcast) if broadcast.state == State.DRAFT else Turn([cards.state_card(talk, broadcast)])
