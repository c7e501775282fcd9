"""From the inbox to the outbox: one event, one transaction, in order per chat."""

import logging
import secrets
import traceback
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.channels import ChannelError
from bot.events import in_private, said_in
from bot.services import Services
from handlers import held, says
from handlers.cards.base import say
from handlers.conversation import messages_in_fives, respond
from handlers.enrolment import CODE
from handlers.turn import Context, Message, Notice, Said, Talk, Turn
from models import chats, inbox, outbox, people
from models.db import lock_for_transaction
from models.groups import Group
from models.inbox import InboxEvent
from models.office_facts import facts_of
from models.offices import Office
from models.people import Person

log = logging.getLogger(__name__)

LONGEST_REPLY_TOKEN = 100
"""What outbox_messages.reply_token holds; LINE's have 32 characters."""


def handle_one(services: Services) -> bool:
    """Handle the next event of some chat; False when there is nothing to do."""
    with services.database.reading() as session:
        waiting = inbox.chats_with_work(session, services.clock())
    return any(_handle_chat(services, office_id, chat) for office_id, chat in waiting)


def _handle_chat(services: Services, office_id: int, line_chat_id: str) -> bool:
    """Handle one event of the chat; False when another process has the chat or the event is gone."""
    display_name = _display_name(services, office_id, line_chat_id)
    event_id = None
    try:
        with services.database.begin(office_id) as session:
            if not lock_for_transaction(session, f"chat:{office_id}:{line_chat_id}"):
                return False
            event = inbox.oldest(session, office_id, line_chat_id)
            if event is None:
                return False
            event_id = event.id
            now = services.clock()
            _handle(services, session, event, display_name, now)
            inbox.mark_done(event, now)
    except Exception as error:
        if event_id is None:
            raise
        _failed(services, office_id, event_id, error)
    return True


def _display_name(services: Services, office_id: int, line_chat_id: str) -> str | None:
    """What LINE calls who just agreed or enrols; asked outside the transaction, which must not wait for the network."""
    with services.database.reading(office_id) as session:
        event = inbox.oldest(session, office_id, line_chat_id)
        if event is None or not _introduces(said_in(event.event, event.event_at)):
            return None
        office = session.get_one(Office, office_id)
    try:
        return services.line_of(office).display_name(line_chat_id)
    except ChannelError:
        return None


def _introduces(said: Said) -> bool:
    return said.action == "agree" or (not said.in_group and CODE.match(said.text) is not None)


def _handle(services: Services, session: Session, event: InboxEvent, display_name: str | None, now: datetime) -> None:
    said = said_in(event.event, event.event_at)
    if event.event.get("mode", "active") != "active" or not event.line_chat_id:
        return  # another module has the chat: LINE forbids an answer
    office = session.get_one(Office, event.office_id)
    person = people.by_line_id(session, said.user_id) if said.user_id else None
    chat = chats.find(session, event.line_chat_id) or chats.new(office.id, event.line_chat_id, now)
    said = _with_name(said, display_name)
    talk = Talk(session, office, facts_of(office), now, services.links, chat, said, person)
    turn = respond(talk)
    if _known(talk) or said.in_group:
        session.add(chat)
    _put(session, talk, turn, event, now)


def _with_name(said: Said, display_name: str | None) -> Said:
    if display_name is None:
        return said
    return replace(said, display_name=display_name)


def _known(talk: Talk) -> bool:
    """Whether the office may keep something of the one who spoke."""
    return talk.person is not None and talk.person.line_user_id is not None and talk.person.consent_version is not None


def _put(session: Session, talk: Talk, turn: Turn, event: InboxEvent, now: datetime) -> None:
    line_chat_id = talk.chat.line_chat_id
    person_id = talk.person.id if talk.person is not None and _known(talk) else None
    reply_token = _reply_token(event)
    messages, must_arrive = list(turn.messages), turn.must_arrive
    if messages and reply_token and _known(talk) and len(messages) < 5:
        rides = _rides(talk, line_chat_id, 5 - len(messages))
        messages, must_arrive = rides + messages, must_arrive or bool(rides)
    for index, five in enumerate(messages_in_fives(messages)):
        outbox.put(
            session,
            talk.office.id,
            line_chat_id,
            five,
            now,
            person_id=person_id,
            reply_token=reply_token if index == 0 else None,
            received_at=event.received_at,
            must_arrive=must_arrive,
        )
    for notice in turn.notices:
        put_notice(talk, notice)
    if turn.in_private is not None and talk.said.user_id is not None:
        # Through the inbox, so that the events of that chat stay in order and one at a time.
        inbox.store(session, talk.office.id, [in_private(event.event, talk.said, turn.in_private)], now)


def _reply_token(event: InboxEvent) -> str | None:
    token = event.event.get("replyToken")
    return token if isinstance(token, str) and 0 < len(token) <= LONGEST_REPLY_TOKEN else None


def put_notice(context: Context, notice: Notice) -> None:
    """Write down a push, for a person with what waits for a ride; nothing when it can't reach anybody on LINE."""
    if isinstance(notice.to, Group):
        _put_for_group(context, notice.to, notice)
    else:
        _put_for_person(context, notice.to, notice)


def _rides(context: Context, line_chat_id: str, room: int) -> list[Message]:
    """What is held for the chat and goes along, as it is now."""
    held.bring_up_to_date(context, outbox.held_for(context.session, line_chat_id))
    return outbox.ride_along(context.session, line_chat_id, room, context.now)


def _put_for_group(context: Context, group: Group, notice: Notice) -> None:
    if group.left_at is not None:
        return
    for five in messages_in_fives(notice.messages):
        outbox.put(
            context.session,
            context.office.id,
            group.line_group_id,
            five,
            context.now,
            priority=notice.priority,
            recipients=group.member_count or 1,
            about=notice.about,
        )


def _put_for_person(context: Context, to: Person, notice: Notice) -> None:
    if not to.reachable or to.line_user_id is None:
        return
    messages = list(notice.messages)
    if notice.hold_until is None and len(messages) < 5:
        messages += _rides(context, to.line_user_id, 5 - len(messages))
    for five in messages_in_fives(messages):
        outbox.put(
            context.session,
            context.office.id,
            to.line_user_id,
            five,
            context.now,
            person_id=to.id,
            priority=notice.priority,
            hold_until=notice.hold_until,
            about=notice.about,
        )


def _failed(services: Services, office_id: int, event_id: int, error: Exception) -> None:
    """Keep what went wrong under a code; the person is told when we give up, and the event waits for `replay`."""
    code = secrets.token_hex(2).upper()
    # The places, not the error's own words: those may quote what a person wrote. The database keeps them.
    places = "".join(traceback.format_tb(error.__traceback__))
    log.error(
        "inbox event %s of office %s failed, code %s: %s\n%s", event_id, office_id, code, type(error).__name__, places
    )
    now = services.clock()
    with services.database.begin(office_id) as session:
        event = session.get_one(InboxEvent, event_id)
        if inbox.mark_failed(event, f"{type(error).__name__}: {error}"[:2000], code, now):
            _give_up(services, session, event, code, now)


def _give_up(services: Services, session: Session, event: InboxEvent, code: str, now: datetime) -> None:
    """Tell the person, and keep the event for `replay` only if they agreed that we keep what they say."""
    said = said_in(event.event, event.event_at)
    person = people.by_line_id(session, said.user_id) if said.user_id else None
    if not said.in_group and event.line_chat_id:
        office = session.get_one(Office, event.office_id)
        words = say(says.failed(services.context(session, office, now).voice, code))
        person_id = person.id if person is not None else None
        outbox.put(session, office.id, event.line_chat_id, [words], now, person_id=person_id)
    if person is None:
        inbox.forget(event)
