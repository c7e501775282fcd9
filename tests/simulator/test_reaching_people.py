"""Whom a push reaches: friends, groups, people who wrote lately; others get silence or a refusal."""

import uuid

import pytest

from simulator.stage import Phone, Stage
from tests.simulator.client import Client, texts_of
from tests.simulator.office import Office

DAY = 24 * 3600
NOBODY = "U" + "0" * 32


def shown(phone: Phone) -> list[str]:
    return [entry["text"] for entry in phone.messages()]


def test_a_push_to_a_friend_is_shown_and_counted(line: Stage, api: Client, teacher: Phone) -> None:
    assert api.push(teacher.user_id, "หนึ่ง", "สอง").status == 200
    assert shown(teacher) == ["หนึ่ง", "สอง"]
    push = line.usage()["kinds"]["push"]
    assert (push["deliveries"], push["messages"], push["counted"]) == (1, 2, 1)


def test_a_push_to_somebody_who_blocked_is_silence(line: Stage, api: Client, teacher: Phone) -> None:
    teacher.blocks()
    assert api.push(teacher.user_id).status == 200
    assert shown(teacher) == []
    assert line.usage()["kinds"]["push"] | {"recipients": None} == {
        "deliveries": 0, "messages": 0, "counted": 0, "vanished": 1, "recipients": None,
    }  # fmt: skip


def test_a_push_to_somebody_who_never_came_is_silence(line: Stage, office: Office) -> None:
    stranger = line.person("คนแปลกหน้า")
    assert office.client.push(stranger.user_id).status == 200
    assert shown(stranger) == []


@pytest.mark.parametrize(("days", "reached"), [(6.9, True), (7.1, False)])
def test_somebody_who_is_no_friend_is_reached_for_seven_days_after_writing(
    line: Stage, office: Office, days: float, reached: bool
) -> None:
    visitor = line.person("ผู้มาเยือน")
    visitor.says("สวัสดี")
    line.advance(days * DAY)
    assert office.client.push(visitor.user_id, "ตอบ").status == 200
    assert shown(visitor) == (["ตอบ"] if reached else [])


def test_unblocking_does_not_bring_back_what_was_missed(api: Client, teacher: Phone) -> None:
    teacher.blocks()
    api.push(teacher.user_id, "ระหว่างบล็อก")
    teacher.follows()
    api.push(teacher.user_id, "หลังกลับมา")
    assert shown(teacher) == ["หลังกลับมา"]


@pytest.mark.parametrize("to", [NOBODY, "C" + "0" * 32, "R" + "0" * 32])
def test_a_push_to_an_id_that_means_nothing_is_refused(api: Client, to: str) -> None:
    reply = api.push(to)
    assert (reply.status, reply.message) == (400, "Failed to send messages")


def test_a_push_to_a_malformed_id_is_refused(api: Client) -> None:
    reply = api.push("ครูสมศรี")
    assert reply.message == "The property, 'to', in the request body is invalid (line: -, column: -)"


def test_a_group_is_reached_while_the_bot_is_in_it(line: Stage, api: Client, teacher: Phone) -> None:
    group = line.group("ครู", [teacher])
    assert api.push(group.group_id, "ประกาศ").status == 200
    assert group.phone(teacher).sees("ประกาศ")
    group.puts_bot_out()
    assert api.push(group.group_id).message == "Failed to send messages"


def test_one_who_blocked_the_bot_still_reads_it_in_the_group(line: Stage, api: Client, teacher: Phone) -> None:
    group = line.group("ครู", [teacher])
    teacher.blocks()
    api.push(group.group_id, "ประกาศ")
    assert shown(group.phone(teacher)) == ["ประกาศ"]


def test_a_multicast_passes_over_who_is_not_there(line: Stage, api: Client, teacher: Phone) -> None:
    body = {"to": [teacher.user_id, NOBODY, teacher.user_id], "messages": texts_of("ประกาศ")}
    reply = api.post("/v2/bot/message/multicast", body)
    assert (reply.status, reply.json) == (200, {})
    assert shown(teacher) == ["ประกาศ"]
    assert line.usage()["usedThisMonth"] == 1


def test_a_multicast_to_a_group_is_refused_whole(line: Stage, api: Client, teacher: Phone) -> None:
    group = line.group("ครู", [teacher])
    body = {"to": [teacher.user_id, group.group_id], "messages": texts_of()}
    reply = api.post("/v2/bot/message/multicast", body)
    message = "The property, to[1], in the request body is invalid (line: -, column: -)"
    assert (reply.status, reply.message) == (400, message)
    assert shown(teacher) == []


def test_a_broadcast_reaches_all_friends_and_nobody_else(line: Stage, office: Office, teacher: Phone) -> None:
    friend, gone, stranger = (line.person(name) for name in ("เพื่อน", "บล็อก", "คนแปลกหน้า"))
    friend.follows()
    gone.follows().blocks()
    assert office.client.post("/v2/bot/message/broadcast", {"messages": texts_of("ประกาศ")}).status == 200
    assert [shown(phone) for phone in (teacher, friend, gone, stranger)] == [["ประกาศ"], ["ประกาศ"], [], []]
    assert line.usage()["usedThisMonth"] == 2


def test_channels_do_not_share_friends(line: Stage, office: Office, teacher: Phone) -> None:
    other = line.channel(name="อื่น")
    client = Client(line.address, other["token"])
    assert client.push(teacher.user_id, "จากที่อื่น").status == 200
    client.close()
    chats = {
        name: line.ask("GET", f"/sim/people/{teacher.user_id}/chat?channel={channel}")["entries"]
        for name, channel in (("office", office.channel_id), ("other", other["channelId"]))
    }
    assert chats == {"office": [], "other": []}


def test_messages_can_come_without_a_sound(api: Client, teacher: Phone) -> None:
    api.post("/v2/bot/message/push", {"to": teacher.user_id, "messages": texts_of(), "notificationDisabled": True})
    assert [entry["notificationDisabled"] for entry in teacher.messages()] == [True]


def test_a_sender_name_is_shown(api: Client, teacher: Phone) -> None:
    message = {**texts_of()[0], "sender": {"name": "ศน.มานี"}}
    api.post("/v2/bot/message/push", {"to": teacher.user_id, "messages": [message]})
    assert [entry["name"] for entry in teacher.messages()] == ["ศน.มานี"]


def test_an_error_sends_nothing_of_the_request(api: Client, teacher: Phone) -> None:
    bad = [texts_of("ดี")[0], {"type": "text", "text": ""}]
    assert api.post("/v2/bot/message/push", {"to": teacher.user_id, "messages": bad}).status == 400
    assert shown(teacher) == []


def test_a_validate_endpoint_sends_nothing(line: Stage, api: Client, teacher: Phone) -> None:
    assert api.post("/v2/bot/message/validate/push", {"messages": texts_of()}).status == 200
    assert api.post("/v2/bot/message/validate/push", {"messages": [{"type": "text", "text": ""}]}).status == 400
    assert shown(teacher) == []
    assert line.usage()["kinds"] == {}


class TestRetryKeys:
    """A retry key makes sure that a request is carried out once within 24 hours."""

    key = str(uuid.uuid4())

    def test_an_accepted_push_is_not_sent_again(self, api: Client, teacher: Phone) -> None:
        first = api.push(teacher.user_id, "ครั้งเดียว", X_Line_Retry_Key=self.key)
        again = api.push(teacher.user_id, "ครั้งเดียว", X_Line_Retry_Key=self.key)
        assert (first.status, again.status) == (200, 409)
        assert again.json == {"message": "The retry key is already accepted", **first.json}
        assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
        assert again.headers["x-line-request-id"] != first.headers["x-line-request-id"]
        assert shown(teacher) == ["ครั้งเดียว"]

    @pytest.mark.parametrize("kind", ["multicast", "broadcast", "narrowcast"])
    def test_only_a_push_tells_what_was_sent(self, api: Client, teacher: Phone, kind: str) -> None:
        body = {"messages": texts_of(), **({"to": [teacher.user_id]} if kind == "multicast" else {})}
        replies = [api.post(f"/v2/bot/message/{kind}", body, X_Line_Retry_Key=self.key) for _ in range(2)]
        assert replies[0].status in (200, 202)
        assert (replies[1].status, replies[1].json) == (409, {"message": "The retry key is already accepted"})

    @pytest.mark.parametrize(("hours", "times"), [(23.9, 1), (24.1, 2)])
    def test_it_is_forgotten_after_a_day(
        self, line: Stage, api: Client, teacher: Phone, hours: float, times: int
    ) -> None:
        api.push(teacher.user_id, X_Line_Retry_Key=self.key)
        line.advance(hours * 3600)
        api.push(teacher.user_id, X_Line_Retry_Key=self.key)
        assert len(shown(teacher)) == times

    def test_what_was_refused_may_come_again(self, line: Stage, api: Client, teacher: Phone) -> None:
        line.fault("push", "500")
        statuses = [api.push(teacher.user_id, X_Line_Retry_Key=self.key).status for _ in range(2)]
        assert statuses == [500, 200]

    def test_it_is_the_channels_own(self, line: Stage, api: Client, teacher: Phone) -> None:
        other = Client(line.address, line.channel(name="อื่น")["token"])
        statuses = [client.push(teacher.user_id, X_Line_Retry_Key=self.key).status for client in (api, other)]
        other.close()
        assert statuses == [200, 200]

    def test_it_must_be_a_uuid(self, api: Client, teacher: Phone) -> None:
        reply = api.push(teacher.user_id, X_Line_Retry_Key="1")
        assert (reply.status, reply.message) == (400, "The value for the 'X-Line-Retry-Key' parameter is invalid")

    @pytest.mark.parametrize("path", ["/v2/bot/info", "/v2/bot/message/quota"])
    def test_other_operations_take_none(self, api: Client, path: str) -> None:
        assert api.get(path, X_Line_Retry_Key=self.key).status == 400


def test_of_aggregation_units_a_thousand_a_month_are_noted(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, plan="unlimited")
    for number in range(1001):
        unit = {"customAggregationUnits": [f"unit_{number}"]}
        body = {"to": teacher.user_id, "messages": texts_of(), **unit}
        assert office.client.post("/v2/bot/message/push", body).status == 200
    used = office.client.get("/v2/bot/message/aggregation/info").json
    names = office.client.get("/v2/bot/message/aggregation/list?limit=2").json
    assert (used, names["customAggregationUnits"]) == ({"numOfCustomAggregationUnits": 1000}, ["unit_0", "unit_1"])
