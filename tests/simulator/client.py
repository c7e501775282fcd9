"""A plain HTTP client of the Messaging API, one that hides nothing."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else None

    @property
    def message(self) -> str:
        return str(self.json["message"])


class Client:
    """Calls one simulator with one access token, over one connection."""

    def __init__(self, address: str, token: str | None = None) -> None:
        self.token = token
        self.host = urlsplit(address).netloc
        self._connection = http.client.HTTPConnection(self.host, timeout=60)

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Reply:
        """Call; a `str`, `bytes` or JSON body. Headers are written with underscores."""
        raw = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        sent = {"Authorization": f"Bearer {self.token}"} if self.token is not None else {}
        if raw is not None:
            sent["Content-Type"] = "application/json"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, path, raw, sent)
        response = self._connection.getresponse()
        return Reply(response.status, response.read(), {k.lower(): v for k, v in response.getheaders()})

    def get(self, path: str, **headers: str) -> Reply:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: object = None, **headers: str) -> Reply:
        return self.call("POST", path, body, **headers)

    def form(self, path: str, **fields: str) -> Reply:
        """POST a form, as the OAuth endpoints want it."""
        return self.call("POST", path, urlencode(fields).encode(), Content_Type="application/x-www-form-urlencoded")

    def push(self, to: str, *texts: str, **headers: str) -> Reply:
        """Push texts."""
        return self.post("/v2/bot/message/push", {"to": to, "messages": texts_of(*texts)}, **headers)

    def reply(self, token: str, *texts: str, **headers: str) -> Reply:
        """Reply with texts."""
        return self.post("/v2/bot/message/reply", {"replyToken": token, "messages": texts_of(*texts)}, **headers)

    def close(self) -> None:
        self._connection.close()


def texts_of(*texts: str) -> list[dict[str, str]]:
    """Text message objects; one if no text is given."""
    return [{"type": "text", "text": text} for text in texts or ("สวัสดี",)]
