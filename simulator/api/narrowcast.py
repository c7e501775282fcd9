"""Narrowcast: accepted at once, sent in the background, with progress.

People here have no age, area or sex: a narrowcast that filters by them finds nobody. There are no audiences either.
"""

from collections.abc import Iterator
from typing import Any

from simulator.api.call import Answer, Call, Refused, refused
from simulator.api.messages import check_quota, friends, once
from simulator.clock import iso
from simulator.rules import check_send
from simulator.sending import Reach, deliver
from simulator.world import Narrowcast

_SECONDS = 1.0
_ENOUGH_FRIENDS = 100
_NOT_ENOUGH_RECIPIENTS = 2


async def narrowcast(call: Call) -> Answer:
    """POST /v2/bot/message/narrowcast."""
    call.ensure(check_send("narrowcast", call.body))
    return once(call, lambda: _accept(call))


async def progress(call: Call) -> Answer:
    """GET /v2/bot/message/progress/narrowcast."""
    found = call.channel.narrowcasts.get(call.query.get("requestId", ""))
    if found is None:
        raise refused(404, "Not found")
    answer: dict[str, Any] = {"acceptedTime": iso(found.accepted_at)}
    if call.now < found.completed_at:
        halfway = (found.accepted_at + found.completed_at) / 2
        return Answer({"phase": "waiting" if call.now < halfway else "sending", **answer})
    answer["completedTime"] = iso(found.completed_at)
    if found.error_code is not None:
        description = "There aren't enough recipients."
        return Answer(
            {"phase": "failed", "errorCode": found.error_code, "failedDescription": description, **answer},
        )
    counts = {"successCount": found.success_count, "failureCount": 0, "targetCount": found.target_count}
    return Answer({"phase": "succeeded", **counts, **answer})


def _accept(call: Call) -> Answer:
    _check_recipient(call)
    targets = friends(call)
    filtered = bool(call.body.get("filter"))
    if filtered and len(targets) < _ENOUGH_FRIENDS:
        raise refused(403, "Your account does not have enough friends")
    targets = [] if filtered else _limited(call, targets)
    people = sum(target.people for target in targets)
    check_quota(call, people)
    call.channel.usage.charge(people, call.now)  # reserved until it is sent
    call.cost = people
    report = Narrowcast(call.now, call.now + _SECONDS, len(targets))
    report.error_code = _NOT_ENOUGH_RECIPIENTS if filtered else None
    call.channel.narrowcasts[call.request_id] = report
    call.platform.agenda.add(report.completed_at, lambda: _send(call, report, targets, people))
    return Answer({}, 202)


def _send(call: Call, report: Narrowcast, targets: list[Reach], reserved: int) -> None:
    call.channel.usage.charge(-reserved, report.accepted_at)
    if report.error_code is None:
        deliver(call.platform, call.channel, "narrowcast", targets, call.body)
        report.success_count = len(targets)


def _limited(call: Call, targets: list[Reach]) -> list[Reach]:
    limit = call.body.get("limit") or {}
    targets = targets[: limit.get("max", len(targets))]
    quota = call.channel.quota
    if limit.get("upToRemainingQuota") and quota is not None:
        targets = targets[: max(0, quota - call.channel.usage.this_month(call.now))]
    return targets


def _check_recipient(call: Call) -> None:
    for part in _parts(call.body.get("recipient")):
        if part.get("type") == "audience":
            raise refused(400, f"Invalid audience group id: {part.get('audienceGroupId')}")
        if part.get("type") == "redelivery" and part.get("requestId") not in call.channel.narrowcasts:
            raise Refused(400, {"message": f"Invalid request id: {part.get('requestId')}"})


def _parts(recipient: Any) -> Iterator[dict[str, Any]]:
    """A recipient and all that its operators combine."""
    if isinstance(recipient, dict):
        yield recipient
        for value in recipient.values():
            for part in value if isinstance(value, list) else [value]:
                yield from _parts(part)
