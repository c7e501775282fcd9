"""Faults on demand: what a caller meets, and whether the call was carried out all the same."""

import http.client
import time

import pytest

from simulator.faults import Faults
from simulator.stage import ControlError, Phone, Stage
from tests.simulator.client import Client
from tests.simulator.office import Office


@pytest.fixture
def impatient(line: Stage, office: Office) -> Client:
    client = Client(line.address, office.channel["token"])
    client._connection.timeout = 0.2
    return client


@pytest.mark.parametrize(
    ("kind", "error", "shown"),
    [
        ("timeout-after-accept", TimeoutError, 1),
        ("timeout", TimeoutError, 0),
        ("drop-after-accept", (http.client.RemoteDisconnected, ConnectionResetError), 1),
        ("drop", (http.client.RemoteDisconnected, ConnectionResetError), 0),
    ],
)
def test_no_answer_comes(
    line: Stage, api: Client, impatient: Client, teacher: Phone, kind: str, error: type[Exception], shown: int
) -> None:
    line.fault("push", kind)
    caller = impatient if error is TimeoutError else api
    with pytest.raises(error):
        caller.push(teacher.user_id)
    caller.close()
    line.wait_until(lambda: len(teacher.messages()) >= shown)
    assert len(teacher.messages()) == shown
    assert api.push(teacher.user_id).status == 200


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("500", 500, b"Internal server error"),
        ("502", 502, b"Internal server error"),
        ("html", 500, b"<html>"),
        ("429-rate", 429, b"The API rate limit has been exceeded. Try again later."),
        ("429-monthly", 429, b"You have reached your monthly limit."),
    ],
)
def test_an_error_comes_and_nothing_is_done(
    line: Stage, api: Client, teacher: Phone, kind: str, status: int, words: bytes
) -> None:
    line.fault("push", kind)
    reply = api.push(teacher.user_id)
    assert reply.status == status
    assert words in reply.body
    assert len(reply.headers["x-line-request-id"]) == 36
    assert teacher.messages() == []


def test_a_slow_answer_is_right_all_the_same(line: Stage, api: Client, teacher: Phone) -> None:
    line.fault("push", "slow", seconds=0.1)
    started = time.monotonic()
    assert api.push(teacher.user_id).status == 200
    assert time.monotonic() - started >= 0.1


@pytest.mark.parametrize("endpoint", ["push", "pushMessage", "/v2/bot/message/push", "/v2/bot/message/*", "*"])
def test_an_endpoint_has_several_names(line: Stage, api: Client, teacher: Phone, endpoint: str) -> None:
    line.fault(endpoint, "500")
    assert [api.push(teacher.user_id).status for _ in range(2)] == [500, 200]


def test_other_endpoints_and_channels_are_left_alone(line: Stage, office: Office, teacher: Phone) -> None:
    line.fault("reply", "500")
    line.fault("push", "500", channel="another")
    assert office.client.push(teacher.user_id).status == 200


def test_faults_of_calls_leave_webhooks_alone(line: Stage, office: Office, teacher: Phone) -> None:
    line.fault("*", "500")
    teacher.says("สวัสดี")
    assert office.bot.last()["type"] == "message"
    assert office.client.push(teacher.user_id).status == 500


def test_times_says_how_often(line: Stage, api: Client, teacher: Phone) -> None:
    line.fault("push", "500", times=3)
    assert [api.push(teacher.user_id).status for _ in range(4)] == [500, 500, 500, 200]


def test_a_seeded_probability_repeats_itself() -> None:
    def run() -> list[bool]:
        faults = Faults()
        faults.order({"endpoint": "push", "kind": "500", "probability": 0.3, "seed": 7})
        return [faults.strike_call(("push",), None) is not None for _ in range(1000)]

    assert run() == run()
    assert 250 < sum(run()) < 350


def test_faults_are_listed_and_cleared(line: Stage, api: Client, teacher: Phone) -> None:
    made = line.fault("push", "500", times=2)
    api.push(teacher.user_id)
    [listed] = line.ask("GET", "/sim/faults")["faults"]
    assert listed == {**made, "struck": 1}
    line.ask("DELETE", f"/sim/faults/{made['id']}")
    assert api.push(teacher.user_id).status == 200
    assert line.ask("GET", "/sim/faults") == {"faults": []}


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "500"},
        {"endpoint": "push", "kind": "earthquake"},
        {"endpoint": "push", "kind": "404"},
        {"endpoint": "webhook", "kind": "html"},
        {"endpoint": "push", "kind": "500", "times": "often"},
    ],
)
def test_an_unclear_fault_is_refused(line: Stage, wish: dict[str, object]) -> None:
    with pytest.raises(ControlError) as refusal:
        line.ask("POST", "/sim/faults", wish)
    assert refusal.value.status == 400
