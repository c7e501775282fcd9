"""The log of calls and webhooks, and the live stream that keeps the page of phones up to date."""

import asyncio
from collections import deque
from typing import Any

from simulator.clock import Clock, iso

_KEPT = 1000
_UNREAD_LIMIT = 10_000


class Journal:
    """Keeps the newest calls and webhooks and tells listeners what has changed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seq = 0
        self._entries: deque[dict[str, Any]] = deque(maxlen=_KEPT)
        self.changes = 0
        self._listeners: set[asyncio.Queue[dict[str, Any]]] = set()

    def log(self, **entry: Any) -> None:
        """Write down one call or webhook."""
        self._seq += 1
        entry = {"seq": self._seq, "at": iso(self._clock.now()), **entry}
        self._entries.append(entry)
        self.announce({"type": "log", "entry": entry})

    def after(self, seq: int) -> list[dict[str, Any]]:
        """The entries after a number, oldest first; only the newest thousand are kept."""
        return [entry for entry in self._entries if entry["seq"] > seq]

    def chat_changed(self, chat_id: str, channel_id: str | None) -> None:
        """Tell listeners that a chat shows something new."""
        self.announce({"type": "chat", "chatId": chat_id, "channelId": channel_id})

    def announce(self, news: dict[str, Any]) -> None:
        """Send news to every listener; one that has stopped reading is dropped."""
        self.changes += 1
        for listener in tuple(self._listeners):
            if listener.qsize() < _UNREAD_LIMIT:
                listener.put_nowait(news)
            else:
                self._listeners.discard(listener)

    def listen(self) -> asyncio.Queue[dict[str, Any]]:
        """A queue that receives all news from now on."""
        listener: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._listeners.add(listener)
        return listener

    def forget(self, listener: asyncio.Queue[dict[str, Any]]) -> None:
        """Stop sending news to a queue."""
        self._listeners.discard(listener)

    def clear(self) -> None:
        """Empty the log; listeners stay."""
        self._entries.clear()
