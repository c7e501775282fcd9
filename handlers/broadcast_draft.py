"""Broadcasts by chat, writing one: what it says, to whom, as it will look, and what it costs with cheaper ways."""

import re
from collections.abc import Callable
from functools import wraps

from handlers import broadcast_audience, says
from handlers import broadcast_says as words
from handlers.cards import broadcast as cards
from handlers.cards.base import ask, postback, say
from handlers.staff_only import for_clerks
from handlers.turn import Context, Talk, Turn, UnreadableButton
from models import attachments, broadcasts, forecast, groups, rounds
from models.broadcasts import Audience, Broadcast
from models.people import Role
from models.quota import Outlook

COMMAND = re.compile(r"^ประกาศ\s*(?P<text>.+)\s+ถึง\s*(?P<to>\S.*)$", re.DOTALL)
BARE_COMMAND = re.compile(r"^ประกาศ(?:\s+(?P<text>\S.*))?$", re.DOTALL)
"""Without "ถึง …": whom it is for is asked."""

NAMES_READERS = re.compile(r"ทุก|กลุ่ม|ครู|ศึกษานิเทศก์|ศน|ธุรการ|ผอ|ผู้|โรงเรียน|รร|ร\.ร|เขต|สห")
"""What is written after "ถึง" when it means people; else it belongs to the words, as in "3 ถึง 5 ธ.ค."."""

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


@for_clerks
def begin(talk: Talk) -> Turn:
    """ "ประกาศ … ถึงกลุ่ม…": the message as it will look, and its price. Nothing is sent yet."""
    return _drafted(talk, talk.said.text.strip())


def _drafted(talk: Talk, sentence: str) -> Turn:
    found = COMMAND.match(sentence)
    if found is None or not NAMES_READERS.match(found["to"]):
        found = BARE_COMMAND.match(sentence) or found
    given = found.groupdict() if found is not None else {}
    if not given.get("text"):
        return Turn([say(words.ask_text(talk.voice))], state="broadcast_text", data={})
    audience = broadcast_audience.read(talk, given["to"]) if given.get("to") else Audience()
    link = _LINK.search(given["text"])
    made = broadcasts.draft(
        talk.session, talk.me, given["text"], audience, talk.now, link=link[0][:1000] if link else None
    )
    talk.wrote(made, "text")
    talk.wrote(made, "link")
    return shown(talk, made, unknown=given.get("to", ""))


def shown(talk: Talk, broadcast: Broadcast, unknown: str = "") -> Turn:
    """The draft as it will look, with its price; or the question whom it is for."""
    price = broadcasts.price(talk.session, broadcast)
    if price.groups + price.people == 0:
        return _ask_audience(talk, broadcast, words.unknown_audience(talk.voice, unknown) if unknown else None)
    strange = broadcasts.unknown_variables(broadcast.text)
    hint = [say(words.unknown_variable(talk.voice, strange))] if strange else []
    offer = cards.offer(talk, broadcast, price, outlook(talk, broadcast))
    return Turn([*cards.preview(talk, broadcast, talk.me), *hint, offer], state=None)


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
    said = talk.said.text.strip()
    audience = broadcast_audience.read(talk, said)
    if audience == Audience():
        return _ask_audience(talk, broadcast, words.unknown_audience(talk.voice, said))
    return _changed(talk, broadcast, audience=audience)


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
        return too_late(talk, broadcast)
    return shown(talk, broadcast)


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
        return _drafted(talk, f"ประกาศ {talk.said.text.strip()}")
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
