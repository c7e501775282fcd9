"""Quota and rate: what is counted, where it ends, and the two kinds of 429."""

import re

import pytest

from simulator.rates import PER_HOUR_60, PER_SECOND_2000, Buckets, Rate
from simulator.routes import OPERATIONS
from simulator.stage import Phone, Stage
from tests.simulator.client import Client, texts_of
from tests.simulator.office import Office

MONTHLY = (429, "You have reached your monthly limit.")
TOO_FAST = (429, "The API rate limit has been exceeded. Try again later.")
MONTH = 31 * 24 * 3600


@pytest.mark.parametrize(
    ("plan", "answer"),
    [
        ("free", {"type": "limited", "value": 300}),
        ("basic", {"type": "limited", "value": 15000}),
        ("pro", {"type": "limited", "value": 35000}),
        ("unlimited", {"type": "none"}),
    ],
)
def test_a_plan_has_its_messages(line: Stage, office: Office, plan: str, answer: dict[str, object]) -> None:
    line.set_channel(office.channel_id, plan=plan)
    assert office.client.get("/v2/bot/message/quota").json == answer


def test_a_push_to_a_group_counts_its_members(line: Stage, api: Client, teacher: Phone) -> None:
    group = line.group("ครู", [teacher, *(line.person(f"ครู {n}") for n in range(4))])
    count = api.get(f"/v2/bot/group/{group.group_id}/members/count").json["count"]
    api.push(group.group_id, "หนึ่ง", "สอง", "สาม", "สี่")
    assert count == 5
    assert api.get("/v2/bot/message/quota/consumption").json == {"totalUsage": 5}


@pytest.mark.parametrize(("quota", "taken"), [(3, True), (2, False)])
def test_what_goes_over_the_quota_is_refused_whole(
    line: Stage, office: Office, teacher: Phone, quota: int, taken: bool
) -> None:
    people = [teacher, line.person("สอง").follows(), line.person("สาม").follows()]
    line.set_channel(office.channel_id, quota=quota)
    body = {"to": [person.user_id for person in people], "messages": texts_of()}
    reply = office.client.post("/v2/bot/message/multicast", body)
    assert reply.status == 200 if taken else (reply.status, reply.message) == MONTHLY
    assert sum(len(person.messages()) for person in people) == (3 if taken else 0)


def test_replies_go_on_when_the_quota_is_gone(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, quota=0)
    teacher.says("สวัสดี")
    assert (office.client.push(teacher.user_id).status, office.client.reply(office.bot.last()["replyToken"]).status) == (
        429, 200,
    )  # fmt: skip


def test_the_quota_comes_back_with_the_month(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, quota=1)
    statuses = [office.client.push(teacher.user_id).status for _ in range(2)]
    line.advance(MONTH)
    assert [*statuses, office.client.push(teacher.user_id).status] == [200, 429, 200]


def test_the_month_turns_at_midnight_utc_plus_9(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, quota=1)
    line.turn_to("2027-01-31T14:59:00Z")
    office.client.push(teacher.user_id)
    before = office.client.push(teacher.user_id).status
    line.turn_to("2027-01-31T15:00:01Z")
    assert (before, office.client.push(teacher.user_id).status) == (429, 200)


def test_consumption_may_lag(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, consumptionLagSeconds=600)
    office.client.push(teacher.user_id)
    at_once = office.client.get("/v2/bot/message/quota/consumption").json["totalUsage"]
    line.advance(601)
    assert (at_once, office.client.get("/v2/bot/message/quota/consumption").json["totalUsage"]) == (0, 1)


@pytest.mark.parametrize("kind", ["reply", "push", "multicast", "broadcast"])
def test_deliveries_are_counted_on_the_next_day(line: Stage, office: Office, teacher: Phone, kind: str) -> None:
    line.turn_to("2027-02-03T03:00:00Z")
    teacher.says("สวัสดี")
    address = {
        "reply": {"replyToken": office.bot.last()["replyToken"]},
        "push": {"to": teacher.user_id},
        "multicast": {"to": [teacher.user_id]},
        "broadcast": {},
    }
    office.client.post(f"/v2/bot/message/{kind}", {**address[kind], "messages": texts_of()})
    path = f"/v2/bot/message/delivery/{kind}?date="
    today = office.client.get(path + "20270203").json
    line.advance(24 * 3600)
    assert today == {"status": "unready"}
    assert office.client.get(path + "20270203").json == {"status": "ready", "success": 1}
    assert office.client.get(path + "20180330").json == {"status": "out_of_service"}
    assert office.client.get(path + "today").message == "The value for the 'date' parameter is invalid"


# Section 3.1 of the fact sheet; everything that it does not name may be asked 2,000 times a second.
RATES = {
    (60, 3600): {"narrowcast", "broadcast", "testWebhookEndpoint"},
    (1000, 60): {"getWebhookEndpoint", "setWebhookEndpoint"},
    (100, 3600): {"createRichMenu", "deleteRichMenu", "deleteRichMenuAlias", "getRichMenuBatchProgress"},
    (3, 3600): {"richMenuBatch"},
    (10, 1): {"getRichMenuList"},
    (100, 1): {"showLoadingAnimation"},
    (200, 1): {"multicast"},
    (370, 1): {"issueChannelToken"},
}


def test_every_operation_has_the_rate_of_the_fact_sheet() -> None:
    named = {name: rate for rate, names in RATES.items() for name in names}
    rates = {operation.name: (operation.rate.requests, operation.rate.seconds) for operation in OPERATIONS}
    assert rates == {name: named.get(name, (2000, 1)) for name in rates}


@pytest.mark.parametrize("rate", [PER_HOUR_60, PER_SECOND_2000, Rate(3, 1)])
def test_a_bucket_holds_one_period_and_fills_evenly(rate: Rate) -> None:
    buckets = Buckets()
    key = ("channel", "push")
    assert all(buckets.take(key, rate, 0.0) for _ in range(rate.requests))
    assert not buckets.take(key, rate, 0.0)
    assert buckets.take(key, rate, rate.seconds / rate.requests)
    assert not buckets.take(key, rate, rate.seconds / rate.requests)
    assert buckets.take(("another", "push"), rate, 0.0)


def test_too_many_calls_are_refused_until_the_bucket_fills(line: Stage, api: Client, teacher: Phone) -> None:
    replies = [api.post("/v2/bot/message/broadcast", {"messages": texts_of()}) for _ in range(61)]
    assert [reply.status for reply in replies] == [200] * 60 + [429]
    assert (replies[-1].status, replies[-1].message) == TOO_FAST
    assert len(teacher.messages()) == 60
    line.advance(60)
    statuses = [api.post("/v2/bot/message/broadcast", {"messages": texts_of()}).status for _ in range(2)]
    assert statuses == [200, 429]


def test_rate_limits_can_be_switched_off(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, rateLimits=False)
    body = {"messages": texts_of()}
    assert {office.client.post("/v2/bot/message/broadcast", body).status for _ in range(70)} == {200}


def test_a_body_over_two_megabytes_is_refused(api: Client, teacher: Phone) -> None:
    reply = api.post("/v2/bot/message/push", b" " * (2 * 1024 * 1024 + 1))
    assert reply.status == 413


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_another_content_type_is_refused(api: Client, teacher: Phone, content_type: str) -> None:
    reply = api.push(teacher.user_id, Content_Type=content_type)
    assert (reply.status, reply.message) == (415, f"The content type, {content_type}, is not supported")


def test_what_is_no_json_is_refused(api: Client) -> None:
    reply = api.post("/v2/bot/message/push", b'{"to": ')
    assert reply.status == 400
    assert re.fullmatch(r"The request body could not be parsed as JSON \(line: \d+, column: \d+\)", reply.message)


class TestNarrowcast:
    """Accepted at once, sent in the background."""

    def test_it_is_waiting_then_sending_then_done(self, line: Stage, api: Client, teacher: Phone) -> None:
        started = api.post("/v2/bot/message/narrowcast", {"messages": texts_of("ประกาศ")})
        progress = f"/v2/bot/message/progress/narrowcast?requestId={started.headers['x-line-request-id']}"
        waiting = api.get(progress).json
        line.advance(2)
        done = api.get(progress).json
        assert (started.status, started.json) == (202, {})
        assert waiting["phase"] == "waiting"
        assert (done["phase"], done["successCount"], done["targetCount"]) == ("succeeded", 1, 1)
        assert [entry["text"] for entry in teacher.messages()] == ["ประกาศ"]
        assert line.usage()["usedThisMonth"] == 1

    def test_it_reserves_quota_while_it_runs(self, line: Stage, office: Office, teacher: Phone) -> None:
        line.set_channel(office.channel_id, quota=1)
        office.client.post("/v2/bot/message/narrowcast", {"messages": texts_of()})
        reply = office.client.push(teacher.user_id)
        assert (reply.status, reply.message) == MONTHLY

    def test_it_keeps_to_the_remaining_quota_if_asked(self, line: Stage, office: Office, teacher: Phone) -> None:
        people = [teacher, line.person("สอง").follows()]
        line.set_channel(office.channel_id, quota=1)
        body = {"messages": texts_of(), "limit": {"upToRemainingQuota": True}}
        assert office.client.post("/v2/bot/message/narrowcast", {"messages": texts_of()}).status == 429
        assert office.client.post("/v2/bot/message/narrowcast", body).status == 202
        line.advance(2)
        assert sum(len(person.messages()) for person in people) == 1

    def test_attributes_need_a_hundred_friends(self, api: Client) -> None:
        demographic = {"type": "gender", "oneOf": ["female"]}
        body = {"messages": texts_of(), "filter": {"demographic": demographic}}
        reply = api.post("/v2/bot/message/narrowcast", body)
        assert (reply.status, reply.message) == (403, "Your account does not have enough friends")

    def test_an_unknown_audience_is_refused(self, api: Client) -> None:
        body = {"messages": texts_of(), "recipient": {"type": "audience", "audienceGroupId": 1}}
        assert api.post("/v2/bot/message/narrowcast", body).message == "Invalid audience group id: 1"
