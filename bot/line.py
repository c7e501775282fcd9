"""LINE's Messaging API: the only module that knows the SDK. Calls return outcomes; they raise nothing of the SDK's."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import urllib3
from linebot.v3.messaging import (
    ApiClient,
    ApiException,
    ApiResponse,
    Configuration,
    CreateRichMenuAliasRequest,
    Message,
    MessagingApi,
    MessagingApiBlob,
    ReplyMessageRequest,
    RichMenuRequest,
    TestWebhookEndpointRequest,
)

TIMEOUT = (3.0, 8.0)
"""Seconds to connect and to read. Their sum stays below models.outbox.LEASE."""

PUSH_TIMEOUT = (2.0, 4.0)
"""Of calls with a retry key, where trying again costs nothing; the sum stays below models.outbox.BROADCAST_LEASE."""


class Fate(Enum):
    """What became of a message that was handed to LINE."""

    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    """Time-out, dropped connection or 5xx: it may have been accepted."""
    TRY_LATER = "try later"
    """LINE said that we are too fast (429)."""
    MONTH_USED_UP = "month used up"
    REPLY_USED_UP = "reply used up"
    """The reply token was used, is too old, or was never ours."""
    UNAUTHORIZED = "unauthorized"
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """The fate, with LINE's request id and words for the log."""

    fate: Fate
    request_id: str = ""
    error: str = ""
    message_ids: tuple[str, ...] = ()
    """What LINE calls the messages that it took; it doesn't tell when there were many recipients."""


@dataclass(frozen=True)
class Content:
    """What became of fetching a file: `state` is ready, preparing, gone or failed."""

    state: str
    body: bytes = b""
    content_type: str = ""


class Line:
    """One channel's line to LINE. Safe to share between threads; make it after fork."""

    def __init__(self, token: str, api_url: str, data_api_url: str) -> None:
        self._api = MessagingApi(ApiClient(_configuration(token, api_url)))
        self._blob = MessagingApiBlob(ApiClient(_configuration(token, data_api_url)))
        self.rich_menus: dict[str, str] | None = None
        """{alias: menu id} once it was asked for: creating is limited to 100 an hour, listing to 10 a second."""

    def reply(self, reply_token: str, messages: list[dict[str, Any]]) -> Outcome:
        """Answer with a reply token: free, once, within a minute."""
        body = ReplyMessageRequest(replyToken=reply_token, messages=_typed(messages), notificationDisabled=False)
        return _tried(lambda: self._api.reply_message_with_http_info(body, _request_timeout=TIMEOUT))

    def push(
        self, to: str, messages: list[dict[str, Any]], retry_key: str, patience_seconds: float = PUSH_TIMEOUT[1]
    ) -> Outcome:
        """Send to a user or group: counted. The same `retry_key` again shows nothing twice."""
        return self._posted("push", to, messages, retry_key, patience_seconds)

    def multicast(self, to: list[str], messages: list[dict[str, Any]], retry_key: str) -> Outcome:
        """Send to at most 500 users: counted once for each. The same `retry_key` again shows nothing twice."""
        return self._posted("multicast", to, messages, retry_key, PUSH_TIMEOUT[1])

    def _posted(
        self, way: str, to: str | list[str], messages: list[dict[str, Any]], retry_key: str, patience_seconds: float
    ) -> Outcome:
        # The SDK's transport without its models, which take most of a push's time; LINE checks the messages anyway.
        client = self._api.api_client
        url = f"{client.configuration.host}/v2/bot/message/{way}"
        headers = {
            "Authorization": f"Bearer {client.configuration.access_token}",
            "Content-Type": "application/json",
            "User-Agent": client.user_agent,
            "X-Line-Retry-Key": retry_key,
        }
        body = {"to": to, "messages": messages}
        timeout = PUSH_TIMEOUT[0], min(PUSH_TIMEOUT[1], patience_seconds)

        def post() -> ApiResponse:
            answer = client.rest_client.post_request(url, headers, body=body, _request_timeout=timeout)
            return ApiResponse(status_code=answer.status, headers=answer.getheaders(), raw_data=answer.data)

        return _tried(post)

    def display_name(self, user_id: str) -> str | None:
        """What the person is called on LINE; None when LINE does not say."""
        try:
            return str(self._api.get_profile(user_id, _request_timeout=TIMEOUT).display_name)
        except (ApiException, urllib3.exceptions.HTTPError):
            return None

    def content(self, message_id: str) -> Content:
        """The bytes of a picture or file that somebody sent."""
        try:
            answer = self._blob.get_message_content_with_http_info(message_id, _request_timeout=TIMEOUT)
        except ApiException as error:
            return Content("gone" if error.status in (404, 410) else "failed")
        except urllib3.exceptions.HTTPError:
            return Content("failed")
        if answer.status_code == 202 or answer.data is None:
            return Content("preparing")
        return Content("ready", bytes(answer.data), answer.headers.get("content-type", ""))

    def bot_info(self) -> tuple[str, str]:
        """(user id, basic id) of the channel's bot. Raises LineError."""
        info = _asked(lambda: self._api.get_bot_info(_request_timeout=TIMEOUT))
        return str(info.user_id), str(info.basic_id)

    def month(self) -> tuple[int | None, int]:
        """(messages the month allows, None without limit; messages used) as LINE counts them. Raises LineError."""
        quota = _asked(lambda: self._api.get_message_quota(_request_timeout=TIMEOUT))
        used = _asked(lambda: self._api.get_message_quota_consumption(_request_timeout=TIMEOUT))
        return (None if quota.value is None else int(quota.value)), int(used.total_usage)

    def group(self, group_id: str) -> tuple[str, int]:
        """(name, members without the bot) of a group that the bot is in. Raises LineError."""
        summary = _asked(lambda: self._api.get_group_summary(group_id, _request_timeout=TIMEOUT))
        members = _asked(lambda: self._api.get_group_member_count(group_id, _request_timeout=TIMEOUT))
        return str(summary.group_name), int(members.count)

    def leave_group(self, group_id: str) -> None:
        """Go out of a group. Raises LineError."""
        _asked(lambda: self._api.leave_group(group_id, _request_timeout=TIMEOUT))

    def is_member(self, group_id: str, user_id: str) -> bool:
        """Whether that person is in the group. Raises LineError."""
        try:
            self._api.get_group_member_profile(group_id, user_id, _request_timeout=TIMEOUT)
        except ApiException as error:
            if error.status == 404:
                return False
            raise LineError(f"LINE answered {error.status}") from error
        except urllib3.exceptions.HTTPError as error:
            raise LineError("LINE did not answer") from error
        return True

    def webhook_address(self) -> tuple[str, bool]:
        """(address, whether it is switched on) of the channel's webhook; ("", False) without one. Raises LineError."""
        try:
            info = _asked(lambda: self._api.get_webhook_endpoint(_request_timeout=TIMEOUT))
        except LineError as error:
            if error.status == 404:  # a channel on which no address was ever entered
                return "", False
            raise
        return str(info.endpoint), bool(info.active)

    def test_webhook(self) -> tuple[bool, str]:
        """Let LINE call our webhook now: (whether we answered as we should, LINE's words about it). Raises LineError."""
        request = TestWebhookEndpointRequest.from_dict({})
        answer = _asked(lambda: self._api.test_webhook_endpoint(request, _request_timeout=TIMEOUT))
        return bool(answer.success), f"{answer.status_code} {answer.reason}"

    def rich_menu_aliases(self) -> dict[str, str]:
        """{alias: rich menu id} of the channel. Raises LineError."""
        found = _asked(lambda: self._api.get_rich_menu_alias_list(_request_timeout=TIMEOUT))
        return {alias.rich_menu_alias_id: alias.rich_menu_id for alias in found.aliases}

    def create_rich_menu(self, menu: dict[str, Any], image: bytes, alias: str) -> str:
        """Make a menu with its PNG and give it an alias; its id. Raises LineError."""
        request = RichMenuRequest.from_dict(menu)
        made = _asked(lambda: self._api.create_rich_menu(request, _request_timeout=TIMEOUT))
        menu_id = str(made.rich_menu_id)
        headers = {"Content-Type": "image/png"}
        _asked(lambda: self._blob.set_rich_menu_image(menu_id, body=image, _headers=headers, _request_timeout=TIMEOUT))
        body = CreateRichMenuAliasRequest(richMenuAliasId=alias, richMenuId=menu_id)
        _asked(lambda: self._api.create_rich_menu_alias(body, _request_timeout=TIMEOUT))
        return menu_id

    def set_default_rich_menu(self, menu_id: str) -> None:
        """The menu for everybody who has no own. Raises LineError."""
        _asked(lambda: self._api.set_default_rich_menu(menu_id, _request_timeout=TIMEOUT))

    def link_rich_menu(self, user_id: str, menu_id: str) -> None:
        """The menu for one person. Raises LineError."""
        _asked(lambda: self._api.link_rich_menu_id_to_user(user_id, menu_id, _request_timeout=TIMEOUT))


class LineError(Exception):
    """A question to LINE that got no usable answer; the text may be shown to the operator."""

    def __init__(self, words: str, status: int | None = None) -> None:
        super().__init__(words)
        self.status = status
        """LINE's HTTP status; None when there was no answer."""


def _configuration(token: str, host: str) -> Configuration:
    configuration = Configuration(host=host, access_token=token)
    # The outbox decides when to try again; urllib3's own three tries would hide a reply that was accepted.
    configuration.retries = urllib3.Retry(0, read=False, redirect=0)
    configuration.connection_pool_maxsize = 128
    return configuration


def _typed(messages: list[dict[str, Any]]) -> list[Message]:
    # Plain dicts would lose everything but their type in the SDK's request models.
    return [Message.from_dict(json.loads(json.dumps(message))) for message in messages]


def _tried(call: Callable[[], ApiResponse]) -> Outcome:
    try:
        answer = call()
    except ApiException as error:
        return _refused(error)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        return Outcome(Fate.UNKNOWN, error=type(error).__name__)
    except (ValueError, UnicodeDecodeError) as error:
        # The SDK could not read the answer of a call that was accepted.
        return Outcome(Fate.UNKNOWN, error=f"unreadable answer: {type(error).__name__}")
    request_id = (answer.headers or {}).get("x-line-request-id", "")
    return Outcome(Fate.ACCEPTED, request_id, message_ids=_ids_in(answer.raw_data))


def _ids_in(body: bytes | str | None) -> tuple[str, ...]:
    """The ids in LINE's answer; none in an answer that tells none."""
    try:
        return tuple(str(message["id"]) for message in json.loads(body or "")["sentMessages"])
    except (ValueError, KeyError, TypeError):
        return ()


def _refused(error: ApiException) -> Outcome:
    body = str(error.body or "")
    request_id = (error.headers or {}).get("x-line-request-id", "")
    if error.status == 409:
        fate = Fate.ACCEPTED
    elif error.status == 429:
        # Only the words tell LINE's two kinds of 429 apart.
        fate = Fate.MONTH_USED_UP if "monthly limit" in body else Fate.TRY_LATER
    elif not error.status or error.status >= 500:
        fate = Fate.UNKNOWN
    elif error.status == 401:
        fate = Fate.UNAUTHORIZED
    elif error.status == 400 and "Invalid reply token" in body:
        fate = Fate.REPLY_USED_UP
    else:
        fate = Fate.REFUSED
    return Outcome(fate, request_id, f"{error.status} {body[:300]}", _ids_in(body))


def _asked(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except ApiException as error:
        raise LineError(f"LINE answered {error.status}: {str(error.body or '')[:200]}", error.status) from None
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise LineError(f"no answer from LINE ({type(error).__name__})") from None


class Lines:
    """The lines of all offices of this process, made when first used and again when a token changes."""

    def __init__(self, api_url: str, data_api_url: str) -> None:
        self._urls = (api_url, data_api_url)
        self._lines: dict[str, Line] = {}
        self._lock = threading.Lock()

    def of(self, token: str) -> Line:
        """The line for a channel access token."""
        with self._lock:
            line = self._lines.get(token)
            if line is None:
                line = self._lines[token] = Line(token, *self._urls)
            return line
