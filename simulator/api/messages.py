"""Reply, push, multicast, broadcast, and the validate endpoints."""

from collections.abc import Callable
from typing import Any

from simulator.api.call import MONTHLY_LIMIT, Answer, Call, Refused, refused
from simulator.clock import DAY
from simulator.rules import check_send
from simulator.sending import Reach, deliver, reach
from simulator.world import Accepted
from simulator.world.usage import month_of

_REPLY_LIFE = 60.0
_EVENT_LIFE = 20 * 60.0
_UNITS_A_MONTH = 1000


async def reply(call: Call) -> Answer:
    """POST /v2/bot/message/reply: free, once, soon."""
    token = call.channel.reply_tokens.get(str(call.body.get("replyToken")))
    to_group = token is not None and token.chat_id in call.world.groups
    call.ensure(check_send("reply", call.body, to_group=to_group))
    if (
        token is None
        or token.used
        or call.now > token.delivered_at + _REPLY_LIFE
        or call.now > token.event_at + _EVENT_LIFE
    ):
        raise refused(400, "Invalid reply token")
    target = reach(call.platform, call.channel, token.chat_id)
    if target is None:
        raise refused(400, "Failed to send messages")
    _check_quotes(call, token.chat_id)
    token.used = True
    return Answer({"sentMessages": send(call, "reply", [target])})


async def push(call: Call) -> Answer:
    """POST /v2/bot/message/push: to one person, group or room."""
    call.ensure(check_send("push", call.body))

    def carry_out() -> Answer:
        target = reach(call.platform, call.channel, call.body["to"])
        if target is None:
            raise refused(400, "Failed to send messages")
        _check_quotes(call, call.body["to"])
        return Answer({"sentMessages": send(call, "push", [target])})

    return once(call, carry_out)


async def multicast(call: Call) -> Answer:
    """POST /v2/bot/message/multicast: to up to 500 people. Ids that nobody has are passed over."""
    call.ensure(check_send("multicast", call.body))

    def carry_out() -> Answer:
        targets = [reach(call.platform, call.channel, user_id) for user_id in dict.fromkeys(call.body["to"])]
        send(call, "multicast", [target for target in targets if target is not None])
        return Answer()

    return once(call, carry_out)


async def broadcast(call: Call) -> Answer:
    """POST /v2/bot/message/broadcast: to all friends."""
    call.ensure(check_send("broadcast", call.body))

    def carry_out() -> Answer:
        send(call, "broadcast", friends(call))
        return Answer()

    return once(call, carry_out)


async def validate(call: Call) -> Answer:
    """POST /v2/bot/message/validate/…: the same for every way of sending."""
    call.ensure(check_send("validate", call.body))
    return Answer()


def friends(call: Call) -> list[Reach]:
    """Everybody who follows the channel and has not blocked it."""
    ids = [user_id for user_id, friend in call.channel.friends.items() if friend.follows and not friend.blocked]
    return [target for user_id in ids if (target := reach(call.platform, call.channel, user_id)) is not None]


def once(call: Call, carry_out: Callable[[], Answer]) -> Answer:
    """Carry out a send, unless its retry key was accepted within the last 24 hours."""
    key = call.headers.get("X-Line-Retry-Key", "").lower()
    if not key:
        return carry_out()
    _forget_old_keys(call)
    known = call.channel.accepted.get(key)
    if known is not None:
        raise _already_accepted(known)
    answer = carry_out()
    body = answer.body if isinstance(answer.body, dict) else {}
    call.channel.accepted[key] = Accepted(call.request_id, call.now, body.get("sentMessages"))
    return answer


def check_quota(call: Call, people: int) -> None:
    """Refuse what would go over the month's messages."""
    quota = call.channel.quota
    if quota is not None and call.channel.usage.this_month(call.now) + people > quota:
        raise refused(429, MONTHLY_LIMIT)


def send(call: Call, kind: str, targets: list[Reach]) -> list[dict[str, str]]:
    """Deliver the messages of a call, if the quota allows it to everybody; LINE's `sentMessages`."""
    people = sum(target.people for target in targets)
    if kind != "reply":
        check_quota(call, people)
        call.cost = people
    _note_units(call)
    return deliver(call.platform, call.channel, kind, targets, call.body)


def _already_accepted(known: Accepted) -> Refused:
    body: dict[str, Any] = {"message": "The retry key is already accepted"}
    if known.sent_messages is not None:
        body["sentMessages"] = known.sent_messages
    return Refused(409, body, {"x-line-accepted-request-id": known.request_id})


def _forget_old_keys(call: Call) -> None:
    accepted = call.channel.accepted  # oldest first
    while accepted and call.now >= accepted[key := next(iter(accepted))].at + DAY:
        del accepted[key]


def _check_quotes(call: Call, chat_id: str) -> None:
    for index, message in enumerate(call.body["messages"]):
        token = message.get("quoteToken")
        if token is None:
            continue
        quoted = call.world.quotes.get(token)
        if quoted is None or call.world.entries[quoted][0].chat_id != chat_id:
            detail = {"message": "The quote token is invalid", "property": f"messages[{index}].quoteToken"}
            raise Refused(400, {"message": "The request body has 1 error(s)", "details": [detail]})


def _note_units(call: Call) -> None:
    names = call.channel.units.setdefault(month_of(call.now), [])
    for name in call.body.get("customAggregationUnits") or ():
        if name not in names and len(names) < _UNITS_A_MONTH:
            names.append(name)
