"""LINE Login and account links, as a web site meets them."""

import base64
import hashlib
import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from simulator.jwt import sign_hs256
from simulator.stage import Phone, Stage
from tests.simulator.client import Client, Reply
from tests.simulator.office import Office

CALLBACK = "https://office.example.com/callback"
MINUTE = 60


class Site:
    """A web site that lets people sign in with LINE."""

    def __init__(self, client: Client, channel: dict[str, Any]) -> None:
        self.client = client
        self.id = str(channel["channelId"])
        self.secret = str(channel["secret"])
        self.wish = {
            "response_type": "code",
            "client_id": self.id,
            "redirect_uri": CALLBACK,
            "state": "s-1",
            "scope": "openid profile",
            "nonce": "n-1",
        }

    def signs_in(self, person: Phone | None, **more: str) -> dict[str, str]:
        """What the site is told when that person, or nobody, signs in."""
        fields = {**self.wish, **more, **({"user_id": person.user_id} if person else {})}
        reply = self.client.form("/oauth2/v2.1/authorize", **fields)
        assert reply.status == 302
        target = reply.headers["location"]
        assert target.startswith(CALLBACK + "?")
        return {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}

    def token(self, code: str, **changes: str) -> Reply:
        fields = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
        return self.client.form(
            "/oauth2/v2.1/token", **{**fields, "client_id": self.id, "client_secret": self.secret, **changes}
        )

    def verify(self, id_token: str, **more: str) -> Reply:
        return self.client.form("/oauth2/v2.1/verify", **{"id_token": id_token, "client_id": self.id, **more})


@pytest.fixture
def site(line: Stage, office: Office) -> Site:
    wish = {"name": "ระบบนิเทศ", "callbackUrls": [CALLBACK], "bot": office.channel_id}
    return Site(office.client, line.ask("POST", "/sim/login-channels", wish))


def test_the_page_offers_the_people_there_are(site: Site, teacher: Phone, line: Stage) -> None:
    line.person("ผอ.<วิชัย>")
    reply = site.client.get("/oauth2/v2.1/authorize?" + urlencode(site.wish))
    page = reply.body.decode()
    assert reply.headers["content-type"] == "text/html"
    assert re.findall(r'name="user_id" value="[^"]+">([^<]+)</button>', page) == [teacher.name, "ผอ.&lt;วิชัย&gt;"]
    assert 'name="state" value="s-1"' in page


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"client_id": "1"}, "client_id"),
        ({"redirect_uri": "https://evil.example.com/"}, "redirect_uri"),
        ({"response_type": "token"}, "response_type"),
        ({"state": ""}, "state"),
        ({"scope": ""}, "scope"),
    ],
)
def test_a_wrong_request_gets_no_page(site: Site, change: dict[str, str], wrong: str) -> None:
    reply = site.client.get("/oauth2/v2.1/authorize?" + urlencode({**site.wish, **change}))
    assert (reply.status, reply.json["error_description"]) == (400, f"Invalid {wrong}")


def test_signing_in_tells_who_it_is(site: Site, teacher: Phone) -> None:
    told = site.signs_in(teacher)
    assert told["state"] == "s-1"
    tokens = site.token(told["code"]).json
    assert (tokens["token_type"], tokens["expires_in"], tokens["scope"]) == ("Bearer", 2592000, "openid profile")
    claims = site.verify(tokens["id_token"], nonce="n-1", user_id=teacher.user_id).json
    assert (claims["iss"], claims["sub"], claims["aud"], claims["nonce"], claims["name"]) == (
        "https://access.line.me", teacher.user_id, site.id, "n-1", teacher.name,
    )  # fmt: skip
    profile = site.client.get("/v2/profile", Authorization=f"Bearer {tokens['access_token']}").json
    assert profile == {"userId": teacher.user_id, "displayName": teacher.name}
    userinfo = site.client.get("/oauth2/v2.1/userinfo", Authorization=f"Bearer {tokens['access_token']}").json
    assert userinfo == {"sub": teacher.user_id, "name": teacher.name}


def test_somebody_may_decline(site: Site) -> None:
    assert site.signs_in(None)["error"] == "access_denied"


def test_a_code_works_once_and_for_ten_minutes(line: Stage, site: Site, teacher: Phone) -> None:
    code, late = site.signs_in(teacher)["code"], site.signs_in(teacher)["code"]
    statuses = [site.token(code).status for _ in range(2)]
    line.advance(11 * MINUTE)
    assert [*statuses, site.token(late).status] == [200, 400, 400]
    assert site.token(late).json == {"error": "invalid_grant", "error_description": "invalid authorization code"}


@pytest.mark.parametrize("change", [{"client_secret": "wrong"}, {"redirect_uri": CALLBACK + "2"}])
def test_a_code_is_for_its_site(site: Site, teacher: Phone, change: dict[str, str]) -> None:
    assert site.token(site.signs_in(teacher)["code"], **change).status == 400


@pytest.mark.parametrize(("verifier", "status"), [("v" * 43, 200), ("w" * 43, 400)])
def test_pkce_binds_the_code_to_who_asked(site: Site, teacher: Phone, verifier: str, status: int) -> None:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(b"v" * 43).digest()).rstrip(b"=").decode()
    code = site.signs_in(teacher, code_challenge=challenge, code_challenge_method="S256")["code"]
    assert site.token(code, code_verifier=verifier).status == status


def test_an_id_token_is_checked_claim_by_claim(line: Stage, site: Site, teacher: Phone) -> None:
    id_token = site.token(site.signs_in(teacher)["code"]).json["id_token"]
    claims = {"iss": "https://access.line.me", "aud": site.id, "sub": teacher.user_id, "exp": 9999999999}
    wrong = {
        "Invalid IdToken.": site.verify(id_token + "x"),
        "Invalid IdToken Nonce.": site.verify(id_token, nonce="other"),
        "Invalid IdToken Subject Identifier.": site.verify(id_token, user_id="U" + "0" * 32),
        "Invalid IdToken Issuer.": site.verify(sign_hs256({**claims, "iss": "me"}, site.secret)),
        "Invalid IdToken Audience.": site.verify(sign_hs256({**claims, "aud": "1"}, site.secret)),
    }
    line.advance(61 * MINUTE)
    wrong["IdToken expired."] = site.verify(id_token)
    assert {words: reply.json["error_description"] for words, reply in wrong.items()} == {w: w for w in wrong}
    assert {reply.status for reply in wrong.values()} == {400}


def test_a_refresh_token_brings_a_new_token(site: Site, teacher: Phone) -> None:
    first = site.token(site.signs_in(teacher)["code"]).json
    second = site.token("", grant_type="refresh_token", refresh_token=first["refresh_token"]).json
    verified = [
        site.client.get(f"/oauth2/v2.1/verify?access_token={t['access_token']}").status for t in (first, second)
    ]
    assert verified == [400, 200]


def test_a_token_can_be_revoked(site: Site, teacher: Phone) -> None:
    token = site.token(site.signs_in(teacher)["code"]).json["access_token"]
    site.client.form("/oauth2/v2.1/revoke", access_token=token, client_id=site.id, client_secret=site.secret)
    assert site.client.get("/v2/profile", Authorization=f"Bearer {token}").status == 401


def test_signing_in_can_add_the_bot_as_a_friend(line: Stage, office: Office, site: Site) -> None:
    newcomer = line.person("ครูใหม่")
    told = site.signs_in(newcomer, bot_prompt="normal", add_friend="1")
    token = site.token(told["code"]).json["access_token"]
    assert told["friendship_status_changed"] == "true"
    assert office.bot.last()["type"] == "follow"
    status = site.client.get("/friendship/v1/status", Authorization=f"Bearer {token}").json
    assert status == {"friendFlag": True}


class TestAccountLink:
    """The site links its own account with a LINE account."""

    def start(self, office: Office, teacher: Phone) -> str:
        return str(office.client.post(f"/v2/bot/user/{teacher.user_id}/linkToken").json["linkToken"])

    def end(self, office: Office, token: str, nonce: str = "1234567890") -> int:
        return office.client.get(f"/dialog/bot/accountLink?linkToken={token}&nonce={nonce}").status

    def test_the_bot_is_told_and_can_answer(self, office: Office, teacher: Phone) -> None:
        assert self.end(office, self.start(office, teacher)) == 200
        event = office.bot.last()
        assert (event["link"], event["source"]["userId"]) == ({"result": "ok", "nonce": "1234567890"}, teacher.user_id)
        assert office.client.reply(event["replyToken"]).status == 200

    def test_a_link_token_works_once_and_for_ten_minutes(self, line: Stage, office: Office, teacher: Phone) -> None:
        token, late = self.start(office, teacher), self.start(office, teacher)
        statuses = [self.end(office, token) for _ in range(2)]
        line.advance(11 * MINUTE)
        assert [*statuses, self.end(office, late)] == [200, 400, 400]
        line.settle()
        assert len(office.bot.events) == 1

    @pytest.mark.parametrize(("length", "status"), [(9, 400), (10, 200), (255, 200), (256, 400)])
    def test_a_nonce_has_10_to_255_letters(self, office: Office, teacher: Phone, length: int, status: int) -> None:
        assert self.end(office, self.start(office, teacher), "n" * length) == status
