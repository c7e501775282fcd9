"""Carries webhooks to the bots: in order within a chat, many chats at a time, as faithful or as clumsy as asked."""

import asyncio
import json
import random
import time
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp

from simulator.agenda import Agenda
from simulator.clock import Clock
from simulator.faults import Faults
from simulator.journal import Journal
from simulator.webhooks.events import Event
from simulator.webhooks.signature import sign
from simulator.world import Channel

_CONNECTIONS = 100


@dataclass(slots=True)
class Letter:
    """Events on their way to a bot, to be told in the same call."""

    channel: Channel
    chat_id: str
    events: list[Event]
    attempts: int = 0
    delay: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one call: LINE's class of the result, and the status (0 when there was none)."""

    reason: str
    status: int
    detail: str

    @property
    def accepted(self) -> bool:
        """Whether the bot took it."""
        return self.reason == "OK"


class Courier:
    """Sends events to the webhook endpoints of their channels."""

    def __init__(self, clock: Clock, agenda: Agenda, journal: Journal, faults: Faults) -> None:
        self._clock = clock
        self._agenda = agenda
        self._journal = journal
        self._faults = faults
        self._lanes: dict[tuple[str, str], deque[Letter]] = {}
        self._runners: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._stragglers: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        """Open the connection pool."""
        connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
        self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def stop(self) -> None:
        """Drop everything and close."""
        self.drop_all()
        if self._session is not None:
            await self._session.close()

    def drop_all(self) -> None:
        """Forget all events that are waiting or on their way."""
        for task in (*self._runners.values(), *self._stragglers):
            task.cancel()
        self._runners.clear()
        self._stragglers.clear()
        self._lanes.clear()

    @property
    def pending(self) -> int:
        """Number of events that have not arrived yet, redeliveries of the future left out."""
        return sum(len(lane) for lane in self._lanes.values()) + len(self._stragglers) + len(self._runners)

    def send(self, channel: Channel, chat_id: str, *events: Event) -> None:
        """Put events of a chat on their way. A channel without an active endpoint loses them, as on LINE."""
        if not (channel.webhook.endpoint and channel.webhook.active):
            return
        letter = Letter(channel, chat_id, list(events))
        fault = self._faults.strike_webhook(channel.channel_id)
        if fault is not None and fault.kind == "drop":
            return
        if fault is not None and fault.kind == "reorder":
            self._later(self._overtaken(letter, fault.seconds))
            return
        if fault is not None and fault.kind == "duplicate":
            self._enqueue(Letter(channel, chat_id, list(events)))
        if fault is not None and fault.kind == "slow":
            letter.delay = fault.seconds
        self._enqueue(letter)

    def release(self, channel: Channel, shuffle_seed: int | None = None) -> None:
        """Let the held events of a channel go; with a seed in a shuffled order."""
        channel.webhook.held = False
        for key, lane in list(self._lanes.items()):
            if key[0] == channel.channel_id:
                if shuffle_seed is not None:
                    random.Random(shuffle_seed).shuffle(lane)  # noqa: S311 - an order that can be repeated
                self._run(key)

    async def probe(self, channel: Channel, endpoint: str) -> Outcome:
        """Call an endpoint with no events, as the console's Verify button does."""
        return await self._post(channel, endpoint, [])

    def _enqueue(self, letter: Letter) -> None:
        # One lane per chat keeps the order that people see; calls of several events need one lane for all chats.
        alone = letter.channel.webhook.events_per_call == 1
        key = (letter.channel.channel_id, letter.chat_id if alone else "")
        self._lanes.setdefault(key, deque()).append(letter)
        if not letter.channel.webhook.held:
            self._run(key)

    def _run(self, key: tuple[str, str]) -> None:
        if key not in self._runners:
            self._runners[key] = asyncio.get_running_loop().create_task(self._empty_lane(key, self._lanes[key]))

    async def _empty_lane(self, key: tuple[str, str], lane: deque[Letter]) -> None:
        try:
            while lane and not lane[0].channel.webhook.held:
                size = min(len(lane), lane[0].channel.webhook.events_per_call)
                letters = [lane.popleft() for _ in range(size)]
                await asyncio.sleep(max(letter.delay for letter in letters))
                await self._deliver(letters)
        finally:
            if self._runners.get(key) is asyncio.current_task():
                del self._runners[key]
                if not lane:
                    del self._lanes[key]

    async def _overtaken(self, letter: Letter, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._deliver([letter])

    def _later(self, delivery: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(delivery)
        self._stragglers.add(task)
        task.add_done_callback(self._stragglers.discard)

    async def _deliver(self, letters: list[Letter]) -> None:
        channel = letters[0].channel
        events = [event for letter in letters for event in letter.events]
        for event in events:
            token = channel.reply_tokens.get(event.get("replyToken", ""))
            if token is not None:
                token.delivered_at = self._clock.now()
        outcome = await self._post(channel, channel.webhook.endpoint, events)
        if outcome.accepted:
            return
        errors = channel.webhook.errors
        errors[outcome.reason] = errors.get(outcome.reason, 0) + 1
        for letter in letters:
            self._redeliver(letter)

    def _redeliver(self, letter: Letter) -> None:
        settings = letter.channel.webhook
        if not settings.redelivery or letter.attempts >= settings.redelivery_attempts:
            return
        events = [{**event, "deliveryContext": {"isRedelivery": True}} for event in letter.events]
        again = Letter(letter.channel, letter.chat_id, events, letter.attempts + 1)
        self._agenda.add(self._clock.now() + settings.redelivery_seconds, partial(self._enqueue, again))

    async def _post(self, channel: Channel, endpoint: str, events: list[Event]) -> Outcome:
        body = {"destination": channel.user_id, "events": events}
        raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        started = time.perf_counter()
        outcome = await self._call(endpoint, raw, sign(channel.secret, raw), channel.webhook.timeout_seconds)
        self._journal.log(
            direction="webhook",
            channelId=channel.channel_id,
            method="POST",
            path=endpoint,
            status=outcome.status,
            requestId=None,
            ms=round((time.perf_counter() - started) * 1000, 1),
            cost=0,
            request=body,
            response=outcome.detail,
        )
        return outcome

    async def _call(self, endpoint: str, raw: bytes, signature: str, seconds: float) -> Outcome:
        if self._session is None:
            raise RuntimeError("the courier has not been started")
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "LineBotWebhook/2.0",
            "x-line-signature": signature,
        }
        limit = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._session.post(
                endpoint, data=raw, headers=headers, timeout=limit, allow_redirects=False
            ) as response:
                status = response.status
        except TimeoutError:
            return Outcome("request_timeout", 0, "Request timeout")
        except (aiohttp.ClientConnectorError, aiohttp.InvalidURL) as error:
            return Outcome("could_not_connect", 0, str(error))
        except aiohttp.ClientError as error:
            return Outcome("unclassified", 0, str(error) or type(error).__name__)
        return Outcome("OK" if 200 <= status < 300 else "error_status_code", status, str(status))
