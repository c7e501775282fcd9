"""Broadcasts by chat, writing one: what it says, to whom, as it will look, and what it costs with cheaper ways."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import wraps

from handlers import broadcast_audience, broadcast_readers, says
from handlers import broadcast_says as words
from handlers.broadcast_readers import Named
from handlers.cards import broadcast as cards
from handlers.cards.base import ask, postback, say
from handlers.staff_only import MAY_KEEP, for_clerks
from handlers.turn import Context, Talk, Turn, UnreadableButton
from models import attachments, broadcasts, forecast, groups, rounds
from models.broadcasts import Audience, Broadcast
from models.clock import BANGKOK, today
from models.people import Role
from models.quota import Outlook
from nlp.announcement import Announcement, read_announcement
from nlp.thai_dates import When

_LINK = re.compile(r"https://\S+")


def of_broadcast(step: Callable[[Talk, Broadcast], Turn]) -> Callable[[Talk], Turn]:
    """A step of clerks with the broadcast that the button names."""

    @wraps(step)
    def checked(talk: Talk) -> Turn:
        found = broadcasts.find(talk.session, talk.said.args[0])
        return step(talk, found) if found is not None else Turn([say(says.not_found(talk.voice))])

    return for_clerks(checked)


def outlook(context: Context, besides: Broadcast | None = None) -> Outlook:
    """What the month has left for a broadcast."""
    return forecast.outlook(context.session, context.office.id, context.facts, context.now, besides=besides)


def announces(talk: Talk) -> bool:
    """Whether the sentence asks for an announcement; "บอกครูว่า…" does so only from somebody who may announce."""
    asked = read_announcement(talk.said.text, talk.now)
    if asked is None:
        return False
    return asked.is_to_many or "ประกาศ" in talk.said.text or talk.me.may(*MAY_KEEP)


@for_clerks
def begin(talk: Talk) -> Turn:
    """ "ประกาศ … ถึงกลุ่ม…" in whatever words: the message as it will look, and its price. Nothing is sent yet."""
    return _drafted(talk, read_announcement(talk.said.text, talk.now) or Announcement())


def _drafted(talk: Talk, asked: Announcement) -> Turn:
    if not asked.text:
        return Turn([say(words.ask_text(talk.voice))], state="broadcast_text", data={})
    named = broadcast_readers.read(talk, asked.to) if asked.to else Named()
    link = _LINK.search(asked.text)
    made = broadcasts.draft(
        talk.session, talk.me, asked.text, named.audience, talk.now, link=link[0][:1000] if link else None
    )
    made.send_at = moment_of(talk, asked.at)
    talk.wrote(made, "text")
    talk.wrote(made, "link")
    return shown(talk, made, named.unknown)


def moment_of(context: Context, when: When | None) -> datetime | None:
    """The moment that words such as "พรุ่งนี้ 9 โมง" mean for sending; None when they name none to come.

    A day alone means when the office's sending begins, an afternoon one o'clock, an hour alone the next time it strikes.
    """
    if when is None:
        return None
    noon = time(13) if when.part == "afternoon" else context.facts.settings.sending_start
    moment = datetime.combine(when.date or today(context.now), when.time or noon, BANGKOK)
    if moment <= context.now and when.date is None:
        moment += timedelta(days=1)
    return moment if moment > context.now else None


def shown(talk: Talk, broadcast: Broadcast, unknown: Sequence[str] = ()) -> Turn:
    """The draft as it will look, with its price and whom of its readers nobody knows; or the question whom it is for."""
    price = broadcasts.price(talk.session, broadcast)
    if price.groups + price.people == 0:
        return _ask_audience(talk, broadcast, _why_nobody(talk, broadcast, unknown))
    strange = broadcasts.unknown_variables(broadcast.text)
    hint = [say(words.unknown_variable(talk.voice, strange))] if strange else []
    hint += [say(words.left_out(talk.voice, unknown))] if unknown else []
    offer = cards.offer(talk, broadcast, price, outlook(talk, broadcast))
    return Turn([*cards.preview(talk, broadcast), *hint, offer], state=None)


def _why_nobody(talk: Talk, broadcast: Broadcast, unknown: Sequence[str]) -> str | None:
    if unknown:
        owed = "ยังไม่" in unknown[0] and not rounds.all_open(talk.session)
        return words.no_round(talk.voice) if owed else words.unknown_audience(talk.voice, unknown[0])
    if broadcast.audience == Audience():
        return None
    return words.nobody_reachable(talk.voice, broadcast_audience.described(talk, broadcast.audience))


def _ask_audience(talk: Talk, broadcast: Broadcast, question: str | None = None) -> Turn:
    bound = groups.bound(talk.session)
    choices = [("ทุกกลุ่ม", "all")] if bound else []
    choices += [(f"กลุ่ม {group.title}"[:40], f"group:{group.id}") for group in bound[:8]]
    choices += [("ครูทุกคน", "role:teacher"), ("ศึกษานิเทศก์ทุกคน", "role:supervisor")]
    choices += [(f"ผู้ที่ยังไม่ส่ง {one.title}"[:40], f"round:{one.id}") for one in rounds.all_open(talk.session)[:3]]
    actions = [postback(label, f"broadcast_to:{broadcast.id}:{value}") for label, value in choices]
    card = ask(question or words.ask_audience(talk.voice, bool(bound)), *actions)
    return Turn([card], state="broadcast_audience", data={"broadcast": broadcast.id})


@of_broadcast
def ask_audience(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_whom:id`: other readers."""
    return _ask_audience(talk, broadcast)


@for_clerks
def audience_in_words(talk: Talk) -> Turn:
    """Whom it is for, typed instead of pressed."""
    broadcast = _in_chat(talk)
    if broadcast is None:
        return Turn([say(says.not_found(talk.voice))], state=None)
    named = broadcast_readers.read(talk, talk.said.text.strip())
    if named.audience == Audience():
        return _ask_audience(talk, broadcast, _why_nobody(talk, broadcast, (talk.said.text.strip(),)))
    return _changed(talk, broadcast, named.unknown, audience=named.audience)


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


def _changed(talk: Talk, broadcast: Broadcast, unknown: Sequence[str] = (), **values: object) -> Turn:
    if not broadcasts.change(talk.session, broadcast, **values):
        return too_late(talk, broadcast)
    return shown(talk, broadcast, unknown)


@of_broadcast
def ask_change(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_change:id`: what of it?"""
    return Turn([cards.changes(talk, broadcast)])


@of_broadcast
def call(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_call:id`: call everybody in its groups (@All), or no longer."""
    return _changed(talk, broadcast, mention_all=not broadcast.mention_all)


@of_broadcast
def ask_new_text(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_edit:id`: other words."""
    return Turn([say(words.ask_new_text(talk.voice))], state="broadcast_text", data={"broadcast": broadcast.id})


@for_clerks
def new_text(talk: Talk) -> Turn:
    """The other words, or those of a new one."""
    if "broadcast" not in talk.chat.data:
        text = talk.said.text.strip()
        return _drafted(talk, read_announcement(f"ประกาศ {text}", talk.now) or Announcement(text))
    broadcast = _in_chat(talk)
    if broadcast is None:
        return Turn([say(says.not_found(talk.voice))], state=None)
    text = talk.said.text.strip()
    turn = _changed(talk, broadcast, text=text)
    if broadcast.text == text:
        talk.wrote(broadcast, "text")
    return turn


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


@of_broadcast
def only(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_only:id:group`: the same to one group, with its price."""
    return _changed(talk, broadcast, audience=Audience(groups=(talk.said.args.number(1),)))


@of_broadcast
def mention(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_mention:id:group`: once in their group, calling everybody, in place of a message to each."""
    audience = Audience(groups=(talk.said.args.number(1),))
    return _changed(talk, broadcast, audience=audience, mention_all=True)


def too_late(talk: Talk, broadcast: Broadcast) -> Turn:
    return Turn([say(says.too_late(talk.voice, "ประกาศนี้ส่งหรือหยุดไปแล้ว")), cards.state_card(talk, broadcast)], state=None)
