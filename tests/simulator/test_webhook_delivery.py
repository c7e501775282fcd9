"""How webhooks travel: two seconds, statistics, redelivery, several in a call, duplicates, disorder, loss."""

import pytest

from simulator.stage import Phone, Stage
from tests.simulator.client import Client
from tests.simulator.office import Office


def texts(office: Office) -> list[str]:
    return [event["message"]["text"] for event in office.bot.events]


def errors(line: Stage, office: Office) -> dict[str, int]:
    line.settle()
    counted: dict[str, int] = line.ask("GET", f"/sim/channels/{office.channel_id}")["webhookErrors"]
    return counted


def test_events_of_a_chat_keep_their_order(line: Stage, office: Office, teacher: Phone) -> None:
    said = [f"ข้อ {number}" for number in range(20)]
    for text in said:
        teacher.says(text)
    office.bot.wait_for(20)
    assert texts(office) == said


def test_a_slow_answer_to_one_chat_does_not_hold_up_another(line: Stage, office: Office, teacher: Phone) -> None:
    other = line.person("ครูอื่น")
    office.bot.seconds = 0.3
    teacher.says("หนึ่ง")
    other.says("สอง")
    teacher.says("สาม")
    line.settle()
    assert office.bot.most_at_once == 2


@pytest.mark.parametrize("status", [201, 204, 299])
def test_any_2xx_counts_as_received(line: Stage, office: Office, teacher: Phone, status: int) -> None:
    office.bot.status = status
    teacher.says("สวัสดี")
    office.bot.wait_for(1)
    assert errors(line, office) == {}


@pytest.mark.parametrize("status", [302, 400, 404, 500, 503])
def test_any_other_status_is_an_error(line: Stage, office: Office, teacher: Phone, status: int) -> None:
    office.bot.status = status
    teacher.says("สวัสดี")
    office.bot.wait_for(1)
    assert errors(line, office) == {"error_status_code": 1}


def test_an_answer_after_the_limit_is_a_timeout(line: Stage, office: Office, teacher: Phone) -> None:
    assert office.channel["webhookTimeoutSeconds"] == 2.0
    line.set_channel(office.channel_id, webhookTimeoutSeconds=0.1)
    office.bot.seconds = 0.3
    teacher.says("สวัสดี")
    assert errors(line, office) == {"request_timeout": 1}


def test_nobody_at_home_is_an_error(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, webhook="http://127.0.0.1:1/webhook")
    teacher.says("สวัสดี")
    assert errors(line, office) == {"could_not_connect": 1}


def test_an_inactive_webhook_loses_events(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, webhookActive=False)
    teacher.says("ไม่ถึง")
    line.set_channel(office.channel_id, webhookActive=True)
    teacher.says("ถึง")
    office.bot.wait_for(1)
    line.settle()
    assert texts(office) == ["ถึง"]


def test_without_redelivery_a_refused_event_is_gone(line: Stage, office: Office, teacher: Phone) -> None:
    office.bot.failures = 1
    teacher.says("สวัสดี")
    office.bot.wait_for(1)
    line.settle()
    line.advance(3600)
    line.settle()
    assert len(office.bot.events) == 1


def test_a_redelivered_event_is_the_same_but_for_its_mark(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, redelivery=True, redeliverySeconds=60)
    office.bot.failures = 1
    teacher.says("สวัสดี")
    office.bot.wait_for(1)
    line.settle()
    line.advance(61)
    first, again = office.bot.wait_for(2)
    assert first["deliveryContext"] == {"isRedelivery": False}
    assert again == {**first, "deliveryContext": {"isRedelivery": True}}


def test_redelivery_gives_up(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, redelivery=True, redeliverySeconds=60, redeliveryAttempts=2)
    office.bot.status = 500
    teacher.says("สวัสดี")
    for attempt in range(1, 6):
        office.bot.wait_for(min(attempt, 3))
        line.settle()
        line.advance(61)
    assert len(office.bot.events) == 3


def test_held_events_come_in_one_call(line: Stage, office: Office, teacher: Phone) -> None:
    other = line.person("ครูอื่น")
    line.set_channel(office.channel_id, hold=True, eventsPerCall=10)
    for phone in (teacher, other, teacher):
        phone.says(phone.name)
    assert office.bot.events == []
    line.ask("POST", f"/sim/channels/{office.channel_id}/release", {})
    office.bot.wait_for(3)
    assert len(office.bot.webhooks) == 1
    assert texts(office) == [teacher.name, other.name, teacher.name]


def test_held_events_can_come_in_disorder(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, hold=True)
    said = [str(number) for number in range(8)]
    for text in said:
        teacher.says(text)
    line.ask("POST", f"/sim/channels/{office.channel_id}/release", {"shuffleSeed": 1})
    office.bot.wait_for(8)
    assert sorted(texts(office)) == said != texts(office)


def test_an_event_can_come_twice_without_a_mark(line: Stage, office: Office, teacher: Phone) -> None:
    line.fault("webhook", "duplicate")
    teacher.says("สวัสดี")
    first, second = office.bot.wait_for(2)
    assert first == second
    assert second["deliveryContext"] == {"isRedelivery": False}


def test_an_event_can_be_overtaken(line: Stage, office: Office, teacher: Phone) -> None:
    line.fault("webhook", "reorder", seconds=0.1)
    teacher.says("หนึ่ง")
    teacher.says("สอง")
    first, second = office.bot.wait_for(2)
    assert texts(office) == ["สอง", "หนึ่ง"]
    assert first["timestamp"] >= second["timestamp"]


def test_an_event_can_be_late_with_all_behind_it(line: Stage, office: Office, teacher: Phone) -> None:
    line.fault("webhook", "slow", seconds=0.1)
    teacher.says("หนึ่ง")
    teacher.says("สอง")
    office.bot.wait_for(2)
    assert texts(office) == ["หนึ่ง", "สอง"]


def test_an_event_can_be_lost(line: Stage, office: Office, teacher: Phone) -> None:
    line.fault("webhook", "drop")
    teacher.says("หาย")
    teacher.says("ถึง")
    office.bot.wait_for(1)
    line.settle()
    assert texts(office) == ["ถึง"]


class TestEndpoint:
    """The bot asks for, sets and tests its own endpoint."""

    def test_the_test_sends_no_events(self, office: Office) -> None:
        answer = office.client.post("/v2/bot/channel/webhook/test", {}).json
        assert (answer["success"], answer["statusCode"], answer["reason"], answer["detail"]) == (True, 200, "OK", "200")
        [webhook] = office.bot.webhooks
        assert webhook.body == {"destination": office.channel["userId"], "events": []}

    @pytest.mark.parametrize(
        ("endpoint", "status", "reason"),
        [("http://127.0.0.1:1/", 0, "could_not_connect"), (None, 500, "error_status_code")],
    )
    def test_the_test_tells_what_is_wrong(
        self, line: Stage, office: Office, endpoint: str | None, status: int, reason: str
    ) -> None:
        office.bot.status = 500
        body = {"endpoint": endpoint} if endpoint else {}
        answer = office.client.post("/v2/bot/channel/webhook/test", body).json
        assert (answer["success"], answer["statusCode"], answer["reason"]) == (False, status, reason)
        assert errors(line, office) == {}

    def test_it_can_be_changed(self, line: Stage, office: Office) -> None:
        bare = Client(line.address, line.channel(name="ใหม่")["token"])
        assert bare.get("/v2/bot/channel/webhook/endpoint").message == "Webhook endpoint not found"
        assert bare.call("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": office.bot.address}).status == 200
        answer = bare.get("/v2/bot/channel/webhook/endpoint").json
        bare.close()
        assert answer == {"endpoint": office.bot.address, "active": True}

    @pytest.mark.parametrize("endpoint", ["ftp://example.com", "no url", "https://" + "a" * 500, None])
    def test_it_must_be_an_address(self, api: Client, endpoint: str | None) -> None:
        reply = api.call("PUT", "/v2/bot/channel/webhook/endpoint", {"endpoint": endpoint})
        assert (reply.status, reply.message) == (400, "Invalid webhook endpoint URL")
