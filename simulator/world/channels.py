"""A channel: an Official Account with its secret, tokens, friends and settings."""

from dataclasses import dataclass, field
from typing import Any, Literal

from simulator.world.chats import Chat
from simulator.world.rich_menus import RichMenus
from simulator.world.usage import Usage


@dataclass(slots=True)
class WebhookSettings:
    """Where and how webhooks go out. What LINE keeps secret (attempts, intervals) is a setting."""

    endpoint: str = ""
    active: bool = True
    redelivery: bool = False
    redelivery_attempts: int = 3
    redelivery_seconds: float = 5.0
    timeout_seconds: float = 2.0
    events_per_call: int = 1
    held: bool = False  # events wait until they are released
    errors: dict[str, int] = field(default_factory=dict)  # LINE's classes: could_not_connect, request_timeout, …


@dataclass(slots=True)
class Friend:
    """What a channel and a person are to each other, with their one-to-one chat."""

    chat: Chat
    follows: bool = False
    blocked: bool = False
    wrote_at: float | None = None


@dataclass(slots=True)
class AccessToken:
    """A channel access token that was issued."""

    token: str
    channel_id: str
    kind: Literal["long-lived", "short-lived", "v2.1", "stateless"]
    issued_at: float
    expires_at: float | None = None
    key_id: str | None = None
    signed_with: str | None = None


@dataclass(slots=True)
class ReplyToken:
    """Answers one event, once, within a minute of its delivery and twenty of the event."""

    chat_id: str
    event_at: float
    delivered_at: float
    used: bool = False


@dataclass(slots=True)
class Accepted:
    """What a retry key remembers for a day."""

    request_id: str
    at: float
    sent_messages: list[dict[str, str]] | None


@dataclass(slots=True)
class Narrowcast:
    """A narrowcast on its way: when it is done, and how it ended or will end."""

    accepted_at: float
    completed_at: float
    target_count: int
    success_count: int = 0
    error_code: int | None = None


@dataclass(slots=True)
class Channel:
    """A Messaging API channel."""

    channel_id: str
    name: str
    basic_id: str
    user_id: str
    secret: str
    plan: str = "free"
    quota: int | None = 300  # None: unlimited
    picture_url: str | None = None
    chat_mode: Literal["bot", "chat"] = "bot"
    event_mode: Literal["active", "standby"] = "active"
    verified: bool = False
    rate_limits: bool = True
    user_id_in_group_postbacks: bool = True
    consumption_lag_seconds: float = 0.0
    webhook: WebhookSettings = field(default_factory=WebhookSettings)
    friends: dict[str, Friend] = field(default_factory=dict)
    rich_menus: RichMenus = field(default_factory=RichMenus)
    usage: Usage = field(default_factory=Usage)
    accepted: dict[str, Accepted] = field(default_factory=dict)  # by retry key
    reply_tokens: dict[str, ReplyToken] = field(default_factory=dict)
    narrowcasts: dict[str, Narrowcast] = field(default_factory=dict)  # by request id
    units: dict[str, list[str]] = field(default_factory=dict)  # aggregation units by month
    keys: dict[str, dict[str, Any]] = field(default_factory=dict)  # assertion signing keys (JWK) by kid
    pages: dict[str, float] = field(default_factory=dict)  # continuation tokens and when they were given

    def friend(self, user_id: str) -> Friend:
        """The relation to a person; a fresh one when they have not met."""
        if user_id not in self.friends:
            self.friends[user_id] = Friend(Chat(user_id))
        return self.friends[user_id]
