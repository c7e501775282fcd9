"""Channel access tokens: four kinds, their lives, how many, verify and revoke."""

import time
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from simulator.stage import Phone, Stage
from simulator.webhooks.signature import sign
from tests.simulator.client import Client, Reply
from tests.simulator.office import Office
from tests.simulator.signing import ASSERTION_TYPE, DAY, Signer, new_key


@pytest.fixture
def signer(line: Stage, office: Office, private_key: rsa.RSAPrivateKey) -> Signer:
    return Signer(line, office.channel_id, private_key)


@pytest.fixture
def by_secret(office: Office) -> dict[str, str]:
    return {
        "grant_type": "client_credentials",
        "client_id": office.channel_id,
        "client_secret": office.channel["secret"],
    }


def works(api: Client, token: str) -> bool:
    return api.get("/v2/bot/info", Authorization=f"Bearer {token}").status == 200


def answers(reply: Reply) -> tuple[int, str, str]:
    return reply.status, reply.json["error"], reply.json["error_description"]


def test_a_stateless_token_lives_fifteen_minutes(line: Stage, api: Client, by_secret: dict[str, str]) -> None:
    answer = api.form("/oauth2/v3/token", **by_secret).json
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 900)
    line.advance(890)
    young = works(api, answer["access_token"])
    line.advance(20)
    assert (young, works(api, answer["access_token"])) == (True, False)


def test_a_stateless_token_can_be_had_by_assertion_too(api: Client, signer: Signer) -> None:
    answer = api.form("/oauth2/v3/token", **signer.fields()).json
    assert works(api, answer["access_token"])


def test_a_stateless_token_cannot_be_revoked(api: Client, by_secret: dict[str, str]) -> None:
    token = api.form("/oauth2/v3/token", **by_secret).json["access_token"]
    api.form("/oauth2/v2.1/revoke", **by_secret, access_token=token)
    assert works(api, token)


def test_the_thirty_first_short_lived_token_pushes_out_the_oldest(api: Client, by_secret: dict[str, str]) -> None:
    tokens = [api.form("/v2/oauth/accessToken", **by_secret).json["access_token"] for _ in range(31)]
    assert [works(api, token) for token in (tokens[0], tokens[1], tokens[30])] == [False, True, True]


def test_a_short_lived_token_lives_thirty_days(line: Stage, api: Client, by_secret: dict[str, str]) -> None:
    answer = api.form("/v2/oauth/accessToken", **by_secret).json
    verified = api.form("/v2/oauth/verify", access_token=answer["access_token"]).json
    assert (answer["expires_in"], verified["client_id"]) == (30 * DAY, by_secret["client_id"])
    line.advance(30 * DAY + 1)
    assert not works(api, answer["access_token"])
    expired = api.form("/v2/oauth/verify", access_token=answer["access_token"])
    assert answers(expired) == (400, "invalid_request", "access token expired")


def test_a_short_lived_token_can_be_revoked(api: Client, by_secret: dict[str, str]) -> None:
    token = api.form("/v2/oauth/accessToken", **by_secret).json["access_token"]
    assert api.form("/v2/oauth/revoke", access_token=token).status == 200
    assert not works(api, token)


def test_a_v21_token_lives_as_long_as_it_asks(line: Stage, api: Client, signer: Signer) -> None:
    answer = api.form("/oauth2/v2.1/token", **signer.fields(token_exp=3600)).json
    kids = api.get(
        f"/oauth2/v2.1/tokens/kid?client_assertion_type={ASSERTION_TYPE}&client_assertion={signer.assertion()}"
    )
    verified = api.get(f"/oauth2/v2.1/verify?access_token={answer['access_token']}").json
    assert (answer["expires_in"], kids.json, verified["client_id"]) == (
        3600, {"kids": [answer["key_id"]]}, signer.channel_id,
    )  # fmt: skip
    assert works(api, answer["access_token"])
    line.advance(3601)
    assert not works(api, answer["access_token"])


def test_there_are_thirty_v21_tokens_at_a_time(api: Client, by_secret: dict[str, str], signer: Signer) -> None:
    tokens = [api.form("/oauth2/v2.1/token", **signer.fields()).json["access_token"] for _ in range(30)]
    assert api.form("/oauth2/v2.1/token", **signer.fields()).status == 400
    api.form("/oauth2/v2.1/revoke", **by_secret, access_token=tokens[0])
    assert not works(api, tokens[0])
    assert api.form("/oauth2/v2.1/token", **signer.fields()).status == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "1"},
        {"sub": "1"},
        {"aud": "https://example.com/"},
        {"exp": 1},
        {"exp": int(time.time()) + 3600},
        {"kid": "unknown"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_an_assertion_must_be_right(api: Client, signer: Signer, changes: dict[str, Any]) -> None:
    reply = api.form("/oauth2/v2.1/token", **signer.fields(**changes))
    assert answers(reply) == (400, "invalid_client", "Invalid client_assertion")


def test_an_assertion_must_be_signed_with_the_registered_key(api: Client, signer: Signer) -> None:
    signer.key = new_key()
    assert answers(api.form("/oauth2/v2.1/token", **signer.fields()))[1] == "invalid_client"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"client_id": "1"}, "Invalid client_id"),
        ({"client_secret": "wrong"}, "Invalid client_secret"),
        ({"grant_type": "password"}, "Invalid grant_type"),
    ],
)
def test_a_secret_must_be_right(api: Client, by_secret: dict[str, str], change: dict[str, str], error: str) -> None:
    for path in ("/oauth2/v3/token", "/v2/oauth/accessToken"):
        assert answers(api.form(path, **{**by_secret, **change}))[2] == error


def test_the_long_lived_token_does_not_end(line: Stage, office: Office) -> None:
    line.advance(365 * DAY)
    assert works(office.client, office.channel["token"])


def test_a_reissued_long_lived_token_leaves_the_old_one_a_day(line: Stage, office: Office) -> None:
    line.set_channel(office.channel_id, token="new")
    both = [works(office.client, token) for token in (office.channel["token"], "new")]
    line.advance(DAY + 1)
    assert (both, [works(office.client, token) for token in (office.channel["token"], "new")]) == (
        [True, True], [False, True],
    )  # fmt: skip


def test_a_reissued_secret_signs_at_once(line: Stage, office: Office, teacher: Phone) -> None:
    line.set_channel(office.channel_id, secret="new")
    teacher.says("สวัสดี")
    office.bot.wait_for(1)
    [webhook] = office.bot.webhooks
    assert webhook.headers["x-line-signature"] == sign("new", webhook.raw)
