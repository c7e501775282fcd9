"""LINE Login: the page where people sign in, codes, tokens, ID tokens."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from simulator import ids, jwt
from simulator.acts.friendship import follow
from simulator.acts.place import Place
from simulator.api.call import Answer, Call, Refused
from simulator.api.channel_tokens import THIRTY_DAYS, issue_v21, oauth_error, revoke_v21, verify_v21
from simulator.api.login_page import sign_in_page
from simulator.api.people import profile_of
from simulator.world import LoginChannel, LoginCode, LoginToken

_ISSUER = "https://access.line.me"
_CODE_SECONDS = 600
_ID_TOKEN_SECONDS = 3600


async def authorize(call: Call) -> Answer:
    """GET /oauth2/v2.1/authorize: a page with the people who could sign in."""
    channel = _requested_channel(call, call.query)
    people = [(person.user_id, person.name) for person in call.world.people.values()]
    return Answer(sign_in_page(channel.name, dict(call.query), people), content_type="text/html")


async def consent(call: Call) -> Answer:
    """POST /oauth2/v2.1/authorize: somebody on that page has signed in, or none has."""
    wish = call.body
    channel = _requested_channel(call, wish)
    if "user_id" not in wish:
        reason = {"error": "access_denied", "error_description": "The resource owner denied the request."}
        return _back_to(wish, reason)
    person = call.world.people.get(wish["user_id"])
    if person is None:
        raise oauth_error("invalid_request", "no such person")
    code = ids.token(15)
    call.world.login_codes[code] = LoginCode(
        channel_id=channel.channel_id,
        user_id=person.user_id,
        redirect_uri=wish["redirect_uri"],
        scope=wish.get("scope", ""),
        nonce=wish.get("nonce"),
        code_challenge=wish.get("code_challenge"),
        at=call.now,
    )
    answer = {"code": code}
    bot = call.world.channels.get(channel.bot_channel_id or "")
    if wish.get("bot_prompt") and wish.get("add_friend") and bot is not None:
        follow(Place(call.platform, person, bot.friend(person.user_id).chat, bot))
        answer["friendship_status_changed"] = "true"
    return _back_to(wish, answer)


async def token(call: Call) -> Answer:
    """POST /oauth2/v2.1/token: for a code, for a refresh token, or (client_credentials) for a channel."""
    grant = call.body.get("grant_type")
    if grant == "client_credentials":
        return await issue_v21(call)
    channel = _login_channel(call)
    if grant == "authorization_code":
        return _token_for_code(call, channel)
    if grant == "refresh_token":
        return _token_for_refresh_token(call, channel)
    raise oauth_error("invalid_request", "Invalid grant_type")


async def verify(call: Call) -> Answer:
    """GET /oauth2/v2.1/verify: of a person's access token, or of a channel's."""
    found = call.world.login_tokens.get(call.query.get("access_token", ""))
    if found is None:
        return await verify_v21(call)
    if found.expires_at <= call.now:
        raise oauth_error("invalid_request", "access token expired")
    left = int(found.expires_at - call.now)
    return Answer({"scope": found.scope, "client_id": found.channel_id, "expires_in": left})


async def verify_id_token(call: Call) -> Answer:
    """POST /oauth2/v2.1/verify: the claims of an ID token."""
    wish = call.body
    channel = call.world.login_channels.get(wish.get("client_id", ""))
    if channel is None:
        raise oauth_error("invalid_request", "Invalid IdToken Audience.")
    try:
        claims = jwt.verify_hs256(wish.get("id_token", ""), channel.secret)
    except jwt.InvalidToken:
        raise oauth_error("invalid_request", "Invalid IdToken.") from None
    checks = {
        "Invalid IdToken Issuer.": claims.get("iss") == _ISSUER,
        "IdToken expired.": claims.get("exp", 0) > call.now,
        "Invalid IdToken Audience.": claims.get("aud") == channel.channel_id,
        "Invalid IdToken Nonce.": "nonce" not in wish or claims.get("nonce") == wish["nonce"],
        "Invalid IdToken Subject Identifier.": "user_id" not in wish or claims.get("sub") == wish["user_id"],
    }
    for description, passed in checks.items():
        if not passed:
            raise oauth_error("invalid_request", description)
    return Answer(claims)


async def revoke(call: Call) -> Answer:
    """POST /oauth2/v2.1/revoke: of a person's access token, or of a channel's."""
    if call.body.get("client_id") in call.world.login_channels:
        call.world.login_tokens.pop(call.body.get("access_token", ""), None)
        return Answer(None)
    return await revoke_v21(call)


async def profile(call: Call) -> Answer:
    """GET /v2/profile: of the person whose access token it is."""
    person = call.world.people[_bearer(call).user_id]
    shown = profile_of(person, full=True)
    shown.pop("language", None)
    return Answer(shown)


async def userinfo(call: Call) -> Answer:
    """GET and POST /oauth2/v2.1/userinfo."""
    person = call.world.people[_bearer(call).user_id]
    info = {"sub": person.user_id, "name": person.name, "picture": person.picture_url}
    return Answer({name: value for name, value in info.items() if value})


async def friendship(call: Call) -> Answer:
    """GET /friendship/v1/status: with the bot that is linked to the Login channel."""
    found = _bearer(call)
    bot = call.world.channels.get(call.world.login_channels[found.channel_id].bot_channel_id or "")
    friend = bot.friends.get(found.user_id) if bot else None
    return Answer({"friendFlag": friend is not None and friend.follows and not friend.blocked})


async def certs(_call: Call) -> Answer:
    """GET /oauth2/v2.1/certs: none, as ID tokens of web logins are signed with the channel secret (HS256)."""
    return Answer({"keys": []})


def _requested_channel(call: Call, wish: Mapping[str, str]) -> LoginChannel:
    """The channel that asks for a sign-in; 400 when its request is not complete and right."""
    channel = call.world.login_channels.get(wish.get("client_id", ""))
    if channel is None:
        raise oauth_error("invalid_request", "Invalid client_id")
    checks = {
        "redirect_uri": wish.get("redirect_uri") in channel.callback_urls,
        "response_type": wish.get("response_type") == "code",
        "state": bool(wish.get("state")),
        "scope": bool(wish.get("scope")),
    }
    for name, passed in checks.items():
        if not passed:
            raise oauth_error("invalid_request", f"Invalid {name}")
    return channel


def _back_to(wish: Mapping[str, str], answer: dict[str, str]) -> Answer:
    joint = "&" if "?" in wish["redirect_uri"] else "?"
    target = wish["redirect_uri"] + joint + urlencode({**answer, "state": wish["state"]})
    return Answer(None, 302, headers={"location": target})


def _login_channel(call: Call) -> LoginChannel:
    channel = call.world.login_channels.get(call.body.get("client_id", ""))
    if channel is None or channel.secret != call.body.get("client_secret"):
        raise oauth_error("invalid_client", "invalid client_id or client_secret")
    return channel


def _token_for_code(call: Call, channel: LoginChannel) -> Answer:
    code = call.world.login_codes.get(call.body.get("code", ""))
    if code is None or code.used or code.channel_id != channel.channel_id or call.now > code.at + _CODE_SECONDS:
        raise oauth_error("invalid_grant", "invalid authorization code")
    if code.redirect_uri != call.body.get("redirect_uri"):
        raise oauth_error("invalid_grant", "redirect_uri does not match")
    if code.code_challenge and code.code_challenge != _challenge(call.body.get("code_verifier", "")):
        raise oauth_error("invalid_grant", "code_verifier does not match")
    code.used = True
    answer = _issue(call, channel, code.user_id, code.scope)
    if "openid" in code.scope.split():
        answer["id_token"] = jwt.sign_hs256(_claims(call, channel, code), channel.secret)
    return Answer(answer)


def _token_for_refresh_token(call: Call, channel: LoginChannel) -> Answer:
    for secret, old in list(call.world.login_tokens.items()):
        if old.refresh_token == call.body.get("refresh_token") and old.channel_id == channel.channel_id:
            del call.world.login_tokens[secret]
            return Answer(_issue(call, channel, old.user_id, old.scope))
    raise oauth_error("invalid_grant", "invalid refresh token")


def _issue(call: Call, channel: LoginChannel, user_id: str, scope: str) -> dict[str, Any]:
    secret = ids.token(48)
    made = LoginToken(channel.channel_id, user_id, scope, call.now + THIRTY_DAYS, ids.token(15))
    call.world.login_tokens[secret] = made
    return {
        "access_token": secret,
        "token_type": "Bearer",
        "refresh_token": made.refresh_token,
        "expires_in": int(THIRTY_DAYS),
        "scope": scope,
    }


def _claims(call: Call, channel: LoginChannel, code: LoginCode) -> dict[str, Any]:
    person = call.world.people[code.user_id]
    claims: dict[str, Any] = {
        "iss": _ISSUER,
        "sub": person.user_id,
        "aud": channel.channel_id,
        "exp": int(call.now) + _ID_TOKEN_SECONDS,
        "iat": int(call.now),
        "amr": ["linesso"],
    }
    if code.nonce:
        claims["nonce"] = code.nonce
    if "profile" in code.scope.split():
        claims["name"] = person.name
        if person.picture_url:
            claims["picture"] = person.picture_url
    return claims


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _bearer(call: Call) -> LoginToken:
    found = call.world.login_tokens.get(call.headers.get("Authorization", "").removeprefix("Bearer "))
    if found is None or found.expires_at <= call.now:
        raise Refused(401, {"message": "The access token expired"})
    return found
