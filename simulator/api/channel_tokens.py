"""Channel access tokens: short-lived, v2.1 (JWT), stateless; verify and revoke."""

from typing import Any, Literal

from simulator import ids, jwt
from simulator.api.call import Answer, Call, Refused
from simulator.clock import DAY
from simulator.world import AccessToken, Channel

THIRTY_DAYS = 30 * DAY
_STATELESS_SECONDS = 900
_ASSERTION_SECONDS = 30 * 60
_TOKENS_AT_A_TIME = 30
_AUDIENCE = "https://api.line.me/"
_ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


async def issue_short_lived(call: Call) -> Answer:
    """POST /v2/oauth/accessToken: the oldest falls out when there are thirty."""
    _require(call, "grant_type", "client_credentials")
    channel = channel_by_secret(call)
    held = _held(call, channel, "short-lived")
    if len(held) >= _TOKENS_AT_A_TIME:
        del call.world.tokens[held[0].token]
    token = _issue(call, channel, "short-lived", THIRTY_DAYS)
    return Answer({"access_token": token.token, "expires_in": int(THIRTY_DAYS), "token_type": "Bearer"})


async def issue_v21(call: Call) -> Answer:
    """POST /oauth2/v2.1/token with a JWT: for as long as the JWT asks, at most thirty at a time."""
    channel, key, claims = _channel_by_assertion(call)
    seconds = claims.get("token_exp")
    if not isinstance(seconds, int) or not 0 < seconds <= THIRTY_DAYS:
        raise oauth_error("invalid_request", "Invalid token_exp")
    if len(_held(call, channel, "v2.1")) >= _TOKENS_AT_A_TIME:
        raise oauth_error("invalid_request", "The number of channel access tokens has reached the limit")
    token = _issue(call, channel, "v2.1", seconds, key_id=ids.token(18), signed_with=key)
    return Answer(
        {"access_token": token.token, "token_type": "Bearer", "expires_in": seconds, "key_id": token.key_id},
    )


async def issue_stateless(call: Call) -> Answer:
    """POST /oauth2/v3/token: fifteen minutes, by secret or by JWT."""
    _require(call, "grant_type", "client_credentials")
    channel = _channel_by_assertion(call)[0] if call.body.get("client_assertion") else channel_by_secret(call)
    token = _issue(call, channel, "stateless", _STATELESS_SECONDS)
    return Answer({"token_type": "Bearer", "access_token": token.token, "expires_in": _STATELESS_SECONDS})


async def verify_short_lived(call: Call) -> Answer:
    """POST /v2/oauth/verify."""
    return Answer(_verified(call, call.body.get("access_token", "")))


async def verify_v21(call: Call) -> Answer:
    """GET /oauth2/v2.1/verify."""
    return Answer(_verified(call, call.query.get("access_token", "")))


async def list_key_ids(call: Call) -> Answer:
    """GET /oauth2/v2.1/tokens/kid: of all v2.1 tokens still good."""
    call.body = dict(call.query)
    channel, _, _ = _channel_by_assertion(call)
    return Answer({"kids": [token.key_id for token in _held(call, channel, "v2.1")]})


async def revoke_short_lived(call: Call) -> Answer:
    """POST /v2/oauth/revoke: 200 also for tokens that nobody knows."""
    call.world.tokens.pop(call.body.get("access_token", ""), None)
    return Answer(None)


async def revoke_v21(call: Call) -> Answer:
    """POST /oauth2/v2.1/revoke. Stateless tokens can't be revoked."""
    channel = channel_by_secret(call)
    token = call.world.tokens.get(call.body.get("access_token", ""))
    if token is not None and token.channel_id == channel.channel_id and token.kind != "stateless":
        del call.world.tokens[token.token]
    return Answer(None)


def oauth_error(error: str, description: str) -> Refused:
    """A refusal in the shape of the OAuth endpoints."""
    return Refused(400, {"error": error, "error_description": description})


def channel_by_secret(call: Call) -> Channel:
    """The channel of `client_id` and `client_secret`."""
    channel = call.world.channels.get(call.body.get("client_id", ""))
    if channel is None:
        raise oauth_error("invalid_client", "Invalid client_id")
    if call.body.get("client_secret") != channel.secret:
        raise oauth_error("invalid_client", "Invalid client_secret")
    return channel


def _channel_by_assertion(call: Call) -> tuple[Channel, str, dict[str, Any]]:
    """The channel that signed the assertion, the id of its key, and the claims."""
    _require(call, "client_assertion_type", _ASSERTION_TYPE)
    assertion = call.body.get("client_assertion", "")
    try:
        kid = jwt.key_id(assertion)
        channel = next(channel for channel in call.world.channels.values() if kid in channel.keys)
        claims = jwt.verify_rs256(assertion, channel.keys[kid])
    except (jwt.InvalidToken, StopIteration):
        raise oauth_error("invalid_client", "Invalid client_assertion") from None
    expires = claims.get("exp")
    in_time = isinstance(expires, int | float) and call.now < expires <= call.now + _ASSERTION_SECONDS
    named = claims.get("iss") == claims.get("sub") == channel.channel_id
    if not (in_time and named and claims.get("aud") == _AUDIENCE):
        raise oauth_error("invalid_client", "Invalid client_assertion")
    return channel, kid, claims


def _issue(
    call: Call,
    channel: Channel,
    kind: Literal["short-lived", "v2.1", "stateless"],
    seconds: float,
    *,
    key_id: str | None = None,
    signed_with: str | None = None,
) -> AccessToken:
    token = AccessToken(ids.token(96), channel.channel_id, kind, call.now, call.now + seconds, key_id, signed_with)
    call.world.tokens[token.token] = token
    return token


def _held(call: Call, channel: Channel, kind: str) -> list[AccessToken]:
    """The channel's tokens of a kind that are still good, oldest first."""
    return [
        token
        for token in call.world.tokens.values()
        if (token.channel_id, token.kind) == (channel.channel_id, kind) and (token.expires_at or 0) > call.now
    ]


def _verified(call: Call, secret: str) -> dict[str, Any]:
    token = call.world.tokens.get(secret)
    if token is None or (token.expires_at is not None and token.expires_at <= call.now):
        raise oauth_error("invalid_request", "access token expired")
    left = int(token.expires_at - call.now) if token.expires_at is not None else 0
    return {"client_id": token.channel_id, "expires_in": left, "scope": "P CM"}


def _require(call: Call, name: str, value: str) -> None:
    if call.body.get(name) != value:
        raise oauth_error("invalid_request", f"Invalid {name}")
