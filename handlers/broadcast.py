"""Broadcasts by chat: what it says, what it costs, cheaper ways, when, stop, who has read it."""

import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from handlers import notices, says
from handlers.cards.base import (
    BRAND,
    QUIET,
    STOP,
    WAIT,
    Part,
    bubble,
    button,
    flex,
    pick_moment,
    postback,
    row,
    say,
    text,
)
from handlers.quota import outlook
from handlers.turn import Context, Message, Notice, Talk, Turn
from models import broadcasts, groups
from models.broadcasts import Broadcast
from models.clock import first_of_next_month, local
from models.groups import Group
from models.people import Role
from models.quota import Outlook

log = logging.getLogger(__name__)

COMMAND = re.compile(r"^ประกาศ\s*(?P<text>.+)\s+ถึง\s*(?P<to>\S.*)$", re.DOTALL)

STATES = {
    "draft": ("ร่าง", QUIET),
    "scheduled": ("ตั้งเวลาแล้ว", WAIT),
    "sent": ("ส่งแล้ว", BRAND),
    "stopped": ("หยุดแล้ว", STOP),
}

DELIVERY = {"sent": "ถึงแล้ว", "waiting": "กำลังส่ง", "sending": "กำลังส่ง", "held": "พักไว้ โควตาหมด", "dead": "ส่งไม่ได้"}


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


@_for_clerks
def begin(talk: Talk) -> Turn:
    """ "ประกาศ … ถึงกลุ่ม…": the message as it will look, and its price. Nothing is sent yet."""
    found = COMMAND.match(talk.said.text.strip())
    assert found is not None
    audience = _audience(talk, found["to"])
    if not audience:
        names = ", ".join(group.title for group in groups.bound(talk.session)[:10])
        return Turn([say(says.no_such_audience(talk.voice, names))])
    made = broadcasts.draft(talk.session, talk.me, found["text"].strip(), audience, talk.now)
    return Turn([announcement(made), _offer(talk, made)], state=None)


def _audience(talk: Talk, words: str) -> list[Group]:
    """The bound groups that the words name; ทุกกลุ่ม means all."""
    bound = groups.bound(talk.session)
    if "ทุกกลุ่ม" in words:
        return bound
    wanted = [part.removeprefix("กลุ่ม").strip() for part in re.split(r"กับ|และ|,|\s", words)]
    return [group for group in bound if any(part and part in _names(talk, group) for part in wanted)]


def _names(talk: Talk, group: Group) -> str:
    of_pack = group.kind in ("area", "learning_area", "function")
    bound_to = talk.facts.name_of(group.kind or "", group.code) if of_pack else group.code
    return f"{group.title} {bound_to or ''}"


def announcement(broadcast: Broadcast) -> Message:
    """What the groups see."""
    read = button(postback("รับทราบ", f"read:{broadcast.id}"), primary=True)
    return flex(broadcast.text, bubble("ประกาศ", body=[text(broadcast.text, size="md")], buttons=[read]))


def _offer(talk: Talk, broadcast: Broadcast) -> Message:
    """The price, and what can be done: send, or when it would break the reserve the cheaper ways."""
    month = outlook(talk)
    rows = [
        row("ถึง", f"{len(broadcast.groups)} กลุ่ม {broadcast.cost:,} คน = {broadcast.cost:,} ข้อความ"),
        row("เดือนนี้เหลือ", f"{month.left:,} กันไว้สำหรับนัดหมาย {month.reserve:,}"),
    ]
    over = broadcast.cost - month.for_broadcasts
    if over > 0:
        return _refusal(talk, broadcast, month, [*rows, text(f"เกิน {over:,}", color=STOP, bold=True)])
    buttons = [
        button(postback("ส่งเลย", f"broadcast_send:{broadcast.id}"), primary=True),
        button(_pick(talk, broadcast)),
        button(postback("ไม่ส่ง", f"broadcast_stop:{broadcast.id}")),
    ]
    return flex(f"ประกาศนี้ใช้ {broadcast.cost:,} ข้อความ", bubble("ส่งประกาศ", body=rows, buttons=buttons))


def _pick(talk: Talk, broadcast: Broadcast) -> Part:
    form = "%Y-%m-%dt%H:%M"
    first = local(talk.now) + timedelta(minutes=5)
    last = first + timedelta(days=90)
    return pick_moment(
        "ตั้งเวลาส่ง",
        f"broadcast_at:{broadcast.id}",
        initial=f"{first:{form}}",
        earliest=f"{first:{form}}",
        latest=f"{last:{form}}",
    )


def _refusal(talk: Talk, broadcast: Broadcast, month: Outlook, rows: list[Part]) -> Message:
    fitting = [group for group in broadcast.groups if (group.member_count or 0) <= month.for_broadcasts]
    buttons = [
        button(
            postback(
                f"ส่งเฉพาะ{group.title} {group.member_count or 0}"[:40], f"broadcast_only:{broadcast.id}:{group.id}"
            )
        )
        for group in fitting[:3]
        if len(broadcast.groups) > 1
    ]
    buttons += [
        button(postback("ให้ข้อความไปโพสต์เอง ฟรี", f"broadcast_text:{broadcast.id}"), primary=True),
        button(postback("ส่งวันที่ 1", f"broadcast_next:{broadcast.id}")),
        button(postback("ขอ ผอ. ใช้ที่กันไว้", f"broadcast_ask:{broadcast.id}")),
    ]
    return flex(
        f"ยังส่งไม่ได้ เกินโควตา {talk.voice.ka}", bubble("เกินที่ใช้ได้", state=("ยังไม่ส่ง", STOP), body=rows, buttons=buttons)
    )


def _schedule(talk: Talk, broadcast: Broadcast, at: datetime) -> Turn:
    if not broadcasts.schedule(talk.session, broadcast, at):
        return Turn([say(says.too_late(talk.voice, "ประกาศนี้ส่งหรือหยุดไปแล้ว")), state_card(talk, broadcast)])
    return Turn([state_card(talk, broadcast)], must_arrive=True)


@_of_broadcast
def send(talk: Talk, broadcast: Broadcast) -> Turn:
    """Now, unless it has become too dear meanwhile."""
    return _within_budget(talk, broadcast, talk.now)


@_of_broadcast
def send_at(talk: Talk, broadcast: Broadcast) -> Turn:
    """At the moment of the wheel."""
    return _within_budget(talk, broadcast, talk.said.picked_moment)


def _within_budget(talk: Talk, broadcast: Broadcast, at: datetime) -> Turn:
    if broadcast.state == "draft" and broadcast.cost > outlook(talk).for_broadcasts:
        return Turn([_offer(talk, broadcast)])
    return _schedule(talk, broadcast, at)


@_of_broadcast
def send_next_month(talk: Talk, broadcast: Broadcast) -> Turn:
    """When the new month's messages are there, in the office's sending hours."""
    begins = talk.facts.settings.sending_start
    first = first_of_next_month(talk.now)
    return _schedule(talk, broadcast, first.replace(hour=begins.hour, minute=begins.minute))


@_of_broadcast
def only(talk: Talk, broadcast: Broadcast) -> Turn:
    """`broadcast_only:id:group`: the same to one group, with its price."""
    group = groups.of_id(talk.session, talk.said.args[1])
    if group is None or not broadcasts.stop(talk.session, broadcast):
        return Turn([say(says.not_found(talk.voice))])
    made = broadcasts.draft(talk.session, talk.me, broadcast.text, [group], talk.now)
    return Turn([_offer(talk, made)])


@_of_broadcast
def as_text(talk: Talk, broadcast: Broadcast) -> Turn:
    """The words alone, for a person to forward: free."""
    broadcasts.stop(talk.session, broadcast)
    return Turn([say(says.forward_this(talk.voice)), say(broadcast.text)])


@_of_broadcast
def ask_director(talk: Talk, broadcast: Broadcast) -> Turn:
    """May it use what is kept for appointments? The director says."""
    allow = button(postback("อนุญาตและส่งเลย", f"broadcast_allow:{broadcast.id}"), primary=True)
    refuse = button(postback("ไม่ส่ง", f"broadcast_stop:{broadcast.id}"))
    month = outlook(talk)
    rows = [text(broadcast.text), row("ใช้", f"{broadcast.cost:,} ข้อความ เหลือ {month.left:,} กันไว้ {month.reserve:,}")]
    card = flex("ขอใช้โควตาที่กันไว้ส่งประกาศ", bubble("ขอใช้โควตาที่กันไว้", body=rows, buttons=[allow, refuse]))
    told = [Notice(person, [card]) for person in notices.deciders(talk)]
    return Turn([say(says.asked_director(talk.voice))], notices=told, must_arrive=True)


@_of_broadcast
def allow(talk: Talk, broadcast: Broadcast) -> Turn:
    """The director lets it use the reserve; it goes out now."""
    if not talk.me.may(Role.DIRECTOR, Role.ACTING_DIRECTOR):
        return Turn([say(says.not_allowed(talk.voice))])
    if broadcast.cost > outlook(talk).left:
        return Turn([say(says.month_too_short(talk.voice))])
    broadcast.use_reserve = True
    return _schedule(talk, broadcast, talk.now)


@_of_broadcast
def stop(talk: Talk, broadcast: Broadcast) -> Turn:
    """It is not sent."""
    if not broadcasts.stop(talk.session, broadcast):
        return Turn([say(says.too_late(talk.voice, "ประกาศนี้ส่งหรือหยุดไปแล้ว")), state_card(talk, broadcast)])
    return Turn([say(says.broadcast_stopped(talk.voice))])


@_for_clerks
def show_latest(talk: Talk) -> Turn:
    """ "ดูประกาศ": the newest ones, with what became of them."""
    found = broadcasts.latest(talk.session)
    return Turn([state_card(talk, one) for one in found] or [say(says.no_broadcasts(talk.voice))])


@_of_broadcast
def show(talk: Talk, broadcast: Broadcast) -> Turn:
    """One as it is now."""
    return Turn([state_card(talk, broadcast)])


def state_card(talk: Context, broadcast: Broadcast) -> Message:
    """Where it stands, group by group, and who has read it."""
    rows: list[Part] = [text(broadcast.text)]
    buttons = [button(postback("ดูล่าสุด", f"broadcast:{broadcast.id}"))]
    if broadcast.state == "scheduled" and broadcast.send_at is not None:
        rows.append(row("ส่งเมื่อ", says.when(broadcast.send_at, talk.now)))
        buttons.append(button(postback("หยุด", f"broadcast_stop:{broadcast.id}")))
    if broadcast.state == "sent":
        for group, message in broadcasts.report(talk.session, broadcast):
            rows.append(row(group.title, DELIVERY.get(message.state, message.state) if message else "บอตออกจากกลุ่มแล้ว"))
        read = broadcasts.readers(talk.session, broadcast)
        rows.append(row(f"รับทราบ {len(read)}", ", ".join(person.name or "คุณครู" for person in read[:30]) or "ยังไม่มี"))
    state = STATES[broadcast.state]
    return flex(f"ประกาศ {state[0]}", bubble("ประกาศ", state=state, body=rows, buttons=buttons))


def due(context: Context) -> Iterator[Notice]:
    """Sends what is due; one that would by now break the reserve waits for the new month, and its writer hears so."""
    for one in broadcasts.due(context.session, context.now):
        month = outlook(context)
        if one.cost <= (month.left if one.use_reserve else month.for_broadcasts):
            broadcasts.send(context.session, one, [announcement(one)], context.now)
            continue
        broadcasts.schedule(context.session, one, first_of_next_month(context.now))
        yield Notice(one.made_by, [say(says.broadcast_postponed(context.voice)), state_card(context, one)])


def read_in_group(talk: Talk) -> Turn:
    """`read:id` pressed in a group: kept for those whom the office knows; the others are asked into the 1:1 chat."""
    found = broadcasts.find(talk.session, talk.said.args[0])
    if found is None or talk.person is None or talk.person.consent_version is None:
        return Turn([say(says.group_go_private(talk.voice, talk.links.chat(talk.office, "รับทราบประกาศ")))])
    broadcasts.acknowledge(talk.session, found, talk.person, talk.now)
    return Turn()
