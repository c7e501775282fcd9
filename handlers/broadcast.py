"""Broadcasts by chat, sending one: now or when, the director's yes, stopping it and going on."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps

from handlers import broadcast_says as words
from handlers import notices, says
from handlers.broadcast_draft import moment_of, of_broadcast, outlook, shown, too_late
from handlers.cards import broadcast as cards
from handlers.cards.base import say
from handlers.quota import next_morning
from handlers.staff_only import for_clerks, refused
from handlers.turn import Context, Message, Notice, Talk, Turn
from models import broadcasts
from models.broadcasts import Broadcast, State
from models.clock import BANGKOK, first_of_next_month, local
from models.outbox import Priority
from models.people import Person, Role
from models.reminders import first_time
from nlp.thai_dates import read_when


def _for_the_director(step: Callable[[Talk, Broadcast], Turn]) -> Callable[[Talk], Turn]:
    @wraps(step)
    def checked(talk: Talk, broadcast: Broadcast) -> Turn:
        if talk.me.may(Role.DIRECTOR, Role.ACTING_DIRECTOR):
            return step(talk, broadcast)
        return refused(talk, words.only_director(talk.voice), step.__name__)

    return of_broadcast(checked)


@of_broadcast
def send(talk: Talk, broadcast: Broadcast) -> Turn:
    """Now, unless it has become too dear meanwhile. The director is not asked twice."""
    if broadcast.state == State.WAITING:
        return Turn([say(words.waits_for_director(talk.voice)), cards.state_card(talk, broadcast)])
    return _submit(talk, broadcast, talk.now)


@of_broadcast
def send_at(talk: Talk, broadcast: Broadcast) -> Turn:
    """At the moment of the wheel, or at the one that its sentence named."""
    named = broadcast.send_at if broadcast.state == State.DRAFT and talk.said.picked is None else None
    return _submit(talk, broadcast, named or talk.said.picked_moment)


def sets_time(talk: Talk) -> bool:
    """ "ตั้งเวลาส่ง พรุ่งนี้ 9 โมง": the word of the wheel, where there is no wheel (LINE for PC) or typing is quicker."""
    return _SETS_TIME.match(talk.said.text.strip()) is not None and _mine(talk) is not None


@for_clerks
def typed_time(talk: Talk) -> Turn:
    """The moment in words, for the announcement that the person wrote last."""
    said = _SETS_TIME.sub("", talk.said.text.strip())
    broadcast = _mine(talk)
    if broadcast is None:
        return Turn([say(says.no_broadcasts(talk.voice))], state=None)
    moment = moment_of(talk, read_when(said, talk.now).when)
    if moment is None:
        return Turn([say(words.no_time(talk.voice) if said else words.ask_time(talk.voice))], state="broadcast_time")
    return _submit(talk, broadcast, moment)


_SETS_TIME = re.compile(r"ตั้งเวลา(?:ส่ง)?(?:ประกาศ)?\s*")


def _mine(talk: Talk) -> Broadcast | None:
    latest = broadcasts.latest(talk.session)
    return next((one for one in latest if one.made_by_id == talk.me.id and one.state in broadcasts.OPEN), None)


def _submit(talk: Talk, broadcast: Broadcast, wanted: datetime) -> Turn:
    price = broadcasts.price(talk.session, broadcast)
    at = sending_moment(talk, wanted)
    this_month = at < first_of_next_month(talk.now)
    too_dear = price.uncounted_groups or (this_month and price.messages > outlook(talk, broadcast).for_broadcasts)
    if broadcast.state == State.DRAFT and (too_dear or price.messages == 0):
        return shown(talk, broadcast)
    needs_approval = talk.facts.settings.broadcast_approval
    if not broadcasts.submit(talk.session, broadcast, talk.me, at, needs_approval=needs_approval):
        return too_late(talk, broadcast)
    told = _asked(talk, broadcast, breaks_reserve=False) if broadcast.state == State.WAITING else []
    waits = words.waits_for_director(talk.voice) if told else words.no_director(talk.voice)
    note = [say(waits)] if broadcast.state == State.WAITING else []
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
    card = _approval(talk, broadcast, breaks_reserve=breaks_reserve)
    directors = [one for one in notices.deciders(talk) if one.may(Role.DIRECTOR, Role.ACTING_DIRECTOR)]
    return [Notice(person, [card], about=broadcast.matter) for person in directors]


@of_broadcast
def send_next_month(talk: Talk, broadcast: Broadcast) -> Turn:
    """When the new month's messages are there, in the office's sending hours."""
    return _submit(talk, broadcast, first_of_next_month(talk.now))


@of_broadcast
def with_replies(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_ride:id`: free, with the next answer in each chat."""
    if not broadcasts.change(talk.session, broadcast, with_replies=True):
        return too_late(talk, broadcast)
    needs_approval = talk.facts.settings.broadcast_approval
    broadcasts.submit(talk.session, broadcast, talk.me, talk.now, needs_approval=needs_approval)
    told = _asked(talk, broadcast, breaks_reserve=False) if broadcast.state == State.WAITING else []
    return Turn([cards.state_card(talk, broadcast)], state=None, notices=told, must_arrive=True)


@of_broadcast
def as_text(talk: Talk, broadcast: Broadcast) -> Turn:
    """The words alone, for a person to forward: free."""
    broadcasts.stop(talk.session, broadcast, talk.now)
    return Turn([say(says.forward_this(talk.voice)), say(cards.forwarded(broadcast))])


@of_broadcast
def ask_director(talk: Talk, broadcast: Broadcast) -> Turn:
    """May it use what is kept for appointments? Each director is asked once about the same words and readers: it counts."""
    directors = _asked(talk, broadcast, breaks_reserve=True)
    if not directors:
        return Turn([say(words.no_director(talk.voice))])
    occasion = f"{broadcast.matter}:{cards.seen(broadcast)}"
    told = [
        one
        for one in directors
        if isinstance(one.to, Person) and first_time(talk.session, talk.office.id, one.to.id, occasion, talk.now)
    ]
    answer = says.asked_director(talk.voice) if told else words.asked_before(talk.voice)
    return Turn([say(answer)], notices=told, must_arrive=True)


@_for_the_director
def allow(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_allow:id:seen`: the director lets it use the reserve; it goes out now."""
    if talk.said.args[1] != cards.seen(broadcast):
        return _changed_since(talk, broadcast, breaks_reserve=True)
    if broadcasts.price(talk.session, broadcast).messages > outlook(talk, broadcast).left:
        return Turn([say(says.month_too_short(talk.voice))])
    return _approved(talk, broadcast, talk.now, use_reserve=True)


@_for_the_director
def approve(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_approve:id:seen`: the director says yes; it goes out at its time."""
    if talk.said.args[1] != cards.seen(broadcast):
        return _changed_since(talk, broadcast, breaks_reserve=False)
    return _approved(talk, broadcast, max(broadcast.send_at or talk.now, talk.now), use_reserve=False)


def _changed_since(talk: Talk, broadcast: Broadcast, *, breaks_reserve: bool) -> Turn:
    """The card that was pressed showed other words or readers: nobody approves what they have not seen."""
    if broadcast.state not in broadcasts.OPEN:
        return too_late(talk, broadcast)
    card = _approval(talk, broadcast, breaks_reserve=breaks_reserve)
    return Turn([say(words.changed_since(talk.voice)), card])


def _approval(talk: Talk, broadcast: Broadcast, *, breaks_reserve: bool) -> Message:
    price, month = broadcasts.price(talk.session, broadcast), outlook(talk, broadcast)
    return cards.approval(talk, broadcast, price, month, breaks_reserve=breaks_reserve)


def _approved(talk: Talk, broadcast: Broadcast, at: datetime, *, use_reserve: bool) -> Turn:
    moment = sending_moment(talk, at)
    if not broadcasts.approve(talk.session, broadcast, talk.me, moment, use_reserve=use_reserve):
        return too_late(talk, broadcast)
    return Turn([cards.state_card(talk, broadcast)], notices=to_writer(talk, broadcast), must_arrive=True)


def to_writer(context: Context, broadcast: Broadcast, *said: str) -> list[Notice]:
    """How it stands, for who wrote it; it may wait for a free ride until the next morning."""
    words_and_card = [*map(say, said), cards.state_card(context, broadcast)]
    until, about = next_morning(context), broadcast.matter
    return [Notice(broadcast.made_by, words_and_card, Priority.MAY_WAIT, hold_until=until, about=about)]


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
        return too_late(talk, broadcast)
    if broadcast.begun_at is not None:
        return Turn([cards.state_card(talk, broadcast)], must_arrive=True)
    return Turn([say(says.broadcast_stopped(talk.voice))], state=None)


@of_broadcast
def resume(talk: Talk, broadcast: Broadcast) -> Turn:
    """One that was stopped: a draft again, or on with those whom it has not reached, if the month has enough for them."""
    rest, month = broadcasts.not_sent(talk.session, broadcast), outlook(talk, broadcast)
    if rest > (month.left if broadcast.use_reserve else month.for_broadcasts):
        return Turn([say(words.rest_too_dear(talk.voice, rest, month)), cards.state_card(talk, broadcast)])
    if not broadcasts.resume(talk.session, broadcast, talk.now):
        return too_late(talk, broadcast)
    return shown(talk, broadcast) if broadcast.state == State.DRAFT else Turn([cards.state_card(talk, broadcast)])
