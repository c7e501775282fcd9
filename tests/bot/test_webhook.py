"""LINE's door: the right status, nothing lost, nothing leaked, whatever is sent."""

import base64
import hashlib
import hmac
import json
import logging
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.test import TestResponse

from bot.app import create_app
from bot.webhook import MOST_BYTES
from models.inbox import InboxEvent
from models.people import consent
from tests.bot.conftest import House
from tests.bot.talking import one_engine
from tests.bot.webhook_samples import BOT, DOCUMENTED, ODD, REPLY_TOKEN, SAID, USER, message

VERIFY = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'


@pytest.fixture
def client(house: House) -> FlaskClient:
    """LINE's side of the door."""
    return create_app(house.services).test_client()


def sign(body: bytes, secret: str) -> str:
    return base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()


def post(house: House, client: FlaskClient, body: bytes, **headers: str) -> TestResponse:
    """A call as LINE makes it, signed over the raw bytes unless another signature is given."""
    given = {"x-line-signature": sign(body, house.channel["secret"]), **headers}
    return client.post("/line/nakhonsawan", data=body, headers=given, content_type="application/json; charset=utf-8")


def delivery(*events: Any) -> bytes:
    return json.dumps({"destination": BOT, "events": list(events)}).encode()


def rows(house: House) -> list[InboxEvent]:
    with house.database.reading(house.office_id) as session:
        return list(session.scalars(select(InboxEvent).order_by(InboxEvent.id)))


def numbered(event: Any, number: int) -> Any:
    """The event with an id of its own, unless its id is what is odd about it."""
    return {"webhookEventId": f"01{number:024d}", **event} if isinstance(event, dict) else event


def nothing_leaked(caplog: pytest.LogCaptureFixture, house: House, *answers: TestResponse) -> bool:
    """Neither log nor answers hold words, tokens or whole LINE ids."""
    told = caplog.text + "".join(answer.get_data(as_text=True) for answer in answers)
    secrets = (SAID, USER, REPLY_TOKEN, house.channel["secret"], house.channel["token"])
    return not any(secret in told for secret in secrets)


@pytest.mark.parametrize("samples", [DOCUMENTED, ODD], ids=["documented", "odd"])
def test_every_event_is_answered_200_kept_and_handled_without_a_leak(
    house: House, client: FlaskClient, caplog: pytest.LogCaptureFixture, samples: dict[str, Any]
) -> None:
    caplog.set_level(logging.DEBUG)
    for number, (name, event) in enumerate(samples.items()):
        answer = post(house, client, delivery(numbered(event, number)))
        assert (answer.status_code, answer.get_data()) == (200, b""), name
        assert len(rows(house)) == number + 1, name
    house.handle_all()

    assert {row.state for row in rows(house)} == {"done"}
    assert nothing_leaked(caplog, house)


@pytest.mark.parametrize("samples", [DOCUMENTED, ODD], ids=["documented", "odd"])
def test_events_of_a_person_who_agreed_are_handled_without_a_leak(
    house: House, client: FlaskClient, caplog: pytest.LogCaptureFixture, samples: dict[str, Any]
) -> None:
    caplog.set_level(logging.DEBUG)
    with house.database.begin(house.office_id) as session:
        person = consent(session, house.office_id, USER, house.services.clock())
        person.registered_at = house.services.clock()
    post(house, client, delivery(*(numbered(event, number) for number, event in enumerate(samples.values()))))
    house.handle_all()

    assert [row.event.get("type") for row in rows(house) if row.state != "done"] == []
    assert nothing_leaked(caplog, house)


def test_an_odd_event_does_not_hurt_its_neighbours(house: House, client: FlaskClient) -> None:
    for number, (name, odd) in enumerate(ODD.items()):
        before, after = (numbered(DOCUMENTED["text"], 2 * number + side) for side in (0, 1))
        assert post(house, client, delivery(before, odd, after)).status_code == 200, name
        kept = {row.webhook_event_id for row in rows(house)}
        assert {before["webhookEventId"], after["webhookEventId"]} <= kept, name


BROKEN: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"hello",
    "cut off": b'{"destination":"U1","events":[{"type":"mess',
    "no UTF-8": b'{"events":["\xff\xfe\xfd"]}',
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "events null": b'{"events":null}',
    "events an object": b'{"events":{"type":"message"}}',
    "too deep": b'{"events":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "a number of 5000 digits": b'{"events":[' + b"9" * 5000 + b"]}",
}


@one_engine
@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_signed_body_that_is_no_delivery_is_400(house: House, client: FlaskClient, body: bytes) -> None:
    assert post(house, client, body).status_code == 400
    assert rows(house) == []


@one_engine
@pytest.mark.parametrize("body", [VERIFY, b'{"events":[]}', b"{}"], ids=["verify", "no destination", "empty"])
def test_a_delivery_without_events_is_200_and_does_nothing(house: House, client: FlaskClient, body: bytes) -> None:
    assert post(house, client, body).status_code == 200
    assert rows(house) == []


WRONG_SIGNATURES = {
    "another secret's": sign(VERIFY, "another secret"),
    "of other bytes": sign(VERIFY + b" ", "x"),
    "empty": "",
    "no base64": "%%%",
    "not ascii": "ลายเซ็น".encode().decode("latin-1"),
    "very long": "A" * 4000,
}


@one_engine
@pytest.mark.parametrize("signature", WRONG_SIGNATURES.values(), ids=WRONG_SIGNATURES)
def test_a_wrong_signature_is_400_and_nothing_is_kept_or_logged(
    house: House, client: FlaskClient, caplog: pytest.LogCaptureFixture, signature: str
) -> None:
    caplog.set_level(logging.DEBUG)
    answer = post(house, client, delivery(message("text", text=SAID)), **{"x-line-signature": signature})
    assert answer.status_code == 400
    assert rows(house) == []
    assert nothing_leaked(caplog, house, answer)


@one_engine
def test_a_missing_signature_is_400(house: House, client: FlaskClient) -> None:
    assert client.post("/line/nakhonsawan", data=VERIFY).status_code == 400


@one_engine
def test_the_name_of_the_header_is_not_case_sensitive(house: House, client: FlaskClient) -> None:
    signature = sign(VERIFY, house.channel["secret"])
    for name in ("X-Line-Signature", "x-line-signature", "X-LINE-SIGNATURE"):
        assert client.post("/line/nakhonsawan", data=VERIFY, headers={name: signature}).status_code == 200


@one_engine
def test_the_signature_is_over_the_bytes_as_they_came(house: House, client: FlaskClient) -> None:
    body = '{ "events" : [ ] , "destination":"ก\\u0e01" }\r\n'.encode()
    assert post(house, client, body).status_code == 200
    assert (
        post(house, client, body + b" ", **{"x-line-signature": sign(body, house.channel["secret"])}).status_code == 400
    )


@one_engine
def test_a_body_that_is_too_big_is_413_before_it_is_read(house: House, client: FlaskClient) -> None:
    assert post(house, client, b" " * (MOST_BYTES + 1)).status_code == 413


@pytest.mark.parametrize("path", ["/line/nowhere", "/line/%00", "/line/ก", "/line/" + "x" * 5000, "/line/a%2Fb"])
def test_an_unknown_office_is_404(house: House, client: FlaskClient, path: str) -> None:
    signature = sign(VERIFY, house.channel["secret"])
    assert client.post(path, data=VERIFY, headers={"x-line-signature": signature}).status_code == 404


@one_engine
@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_only_post_comes_in(house: House, client: FlaskClient, method: str) -> None:
    assert getattr(client, method)("/line/nakhonsawan").status_code == 405


@pytest.mark.parametrize("redelivered", [True, False])
def test_the_same_event_again_is_kept_and_answered_once(
    house: House, client: FlaskClient, *, redelivered: bool
) -> None:
    event = numbered(DOCUMENTED["text"], 1)
    again = {**event, "deliveryContext": {"isRedelivery": redelivered}}
    assert post(house, client, delivery(event, event)).status_code == 200
    house.handle_all()
    assert post(house, client, delivery(again)).status_code == 200
    house.handle_all()
    assert len(rows(house)) == 1


def test_the_first_delivery_seen_may_be_a_redelivery(house: House, client: FlaskClient) -> None:
    event = {**numbered(DOCUMENTED["text"], 1), "deliveryContext": {"isRedelivery": True}}
    post(house, client, delivery(event))
    house.handle_all()
    assert [row.state for row in rows(house)] == ["done"]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)
EVENT_LIKE = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["message", "postback", "follow", "unsend", "join"]) | JSON_VALUES,
        "mode": st.sampled_from(["active", "standby"]) | JSON_VALUES,
        "timestamp": st.integers() | JSON_VALUES,
        "webhookEventId": st.text(max_size=70) | JSON_VALUES,
        "replyToken": st.text(max_size=200) | JSON_VALUES,
        "source": st.fixed_dictionaries({"type": st.just("user"), "userId": st.just(USER)}) | JSON_VALUES,
        "message": st.fixed_dictionaries(
            {"type": st.sampled_from(["text", "image"]), "text": JSON_VALUES, "id": JSON_VALUES}
        )
        | JSON_VALUES,
        "postback": st.fixed_dictionaries({"data": st.text(max_size=30)}) | JSON_VALUES,
        "unsend": JSON_VALUES,
    },
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(EVENT_LIKE | JSON_VALUES, max_size=4))
def test_any_signed_delivery_is_200_and_handled(house: House, client: FlaskClient, events: list[Any]) -> None:
    before = len(rows(house))
    assert post(house, client, delivery(*events)).status_code == 200
    house.handle_all()
    kept = rows(house)
    assert len(kept) - before <= len(events)
    assert {row.state for row in kept} <= {"done"}


@one_engine
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=300))
def test_any_signed_bytes_are_200_or_400(house: House, client: FlaskClient, body: bytes) -> None:
    assert post(house, client, body).status_code in (200, 400)
