"""LINE Login: channels, codes and tokens of people who sign in to web sites; account links."""

from dataclasses import dataclass


@dataclass(slots=True)
class LoginChannel:
    """A LINE Login channel: lets people sign in to a web site."""

    channel_id: str
    name: str
    secret: str
    callback_urls: list[str]
    bot_channel_id: str | None = None


@dataclass(slots=True)
class LoginCode:
    """An authorization code: good once, for ten minutes."""

    channel_id: str
    user_id: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str | None
    at: float
    used: bool = False


@dataclass(slots=True)
class LoginToken:
    """A person's access token with its refresh token."""

    channel_id: str
    user_id: str
    scope: str
    expires_at: float
    refresh_token: str


@dataclass(slots=True)
class LinkToken:
    """Starts an account link: good once, for ten minutes."""

    channel_id: str
    user_id: str
    at: float
