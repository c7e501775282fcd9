"""A bot that only listens: it keeps every webhook and answers as it is told."""

import json
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Webhook:
    """One call of the platform, as it arrived."""

    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.raw)
        return body

    @property
    def events(self) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = self.body["events"]
        return events


class Listener:
    """An HTTP server on a free port. `status` and `seconds` say how it answers, `failures` how often it fails first."""

    def __init__(self) -> None:
        self.forget()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}/webhook"

    def __enter__(self) -> "Listener":
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def forget(self) -> None:
        """Begin again."""
        self.webhooks: list[Webhook] = []
        self.status = 200
        self.seconds = 0.0
        self.failures = 0
        self.at_once = 0
        self.most_at_once = 0

    @property
    def events(self) -> list[dict[str, Any]]:
        """All events that have come, in order of arrival."""
        return [event for webhook in self.webhooks for event in webhook.events]

    def wait_for(self, count: int, within: float = 30.0) -> list[dict[str, Any]]:
        """The events once there are so many of them."""
        deadline = time.monotonic() + within
        while len(self.events) < count:
            if time.monotonic() > deadline:
                raise AssertionError(f"{len(self.events)} of {count} events came: {self.events}")
            time.sleep(0.005)
        return self.events

    def wait_for_message(self, message_id: str) -> dict[str, Any]:
        """The event that tells of a message, once it is there."""
        count = 0
        while True:
            events = self.wait_for(count + 1)
            for event in events[count:]:
                if event.get("message", {}).get("id") == message_id:
                    return event
            count = len(events)

    def last(self) -> dict[str, Any]:
        """The newest event, once there is one."""
        return self.wait_for(1)[-1]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        listener = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                listener.webhooks.append(Webhook(dict(self.headers.items()), raw))
                listener.at_once += 1
                listener.most_at_once = max(listener.at_once, listener.most_at_once)
                time.sleep(listener.seconds)
                listener.at_once -= 1
                status = listener.status
                if listener.failures > 0:
                    listener.failures -= 1
                    status = 500
                self.wfile.write(f"HTTP/1.1 {status} -\r\ncontent-length: 0\r\n\r\n".encode())

            def log_message(self, *_: object) -> None:
                return

        return Handler
