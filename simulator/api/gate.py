"""The gate every call passes: request id, faults, size, token, content type, rate, JSON; and the log."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from simulator import ids
from simulator.api.call import MONTHLY_LIMIT, RATE_EXCEEDED, Answer, Call, Operation, Refused, ensure, refused
from simulator.faults import Fault
from simulator.platform import Platform
from simulator.rules import Refusal, check_content_type, parse_json
from simulator.rules.transport import check_size
from simulator.world import Channel

_UNAUTHORIZED = "Authentication failed. Confirm that the access token in the authorization header is valid."
_HTML = b"<html><head><title>500 Internal Server Error</title></head><body><h1>Internal Server Error</h1></body></html>"
_CONTENT_TYPES = {"json": "application/json", "form": "application/x-www-form-urlencoded"}
_NOBODY = Channel(channel_id="", name="", basic_id="", user_id="", secret="")  # calls for tokens come without a channel

_AFTER_ACCEPTING = ("timeout-after-accept", "drop-after-accept")


class Gate:
    """Makes aiohttp handlers of operations."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def serve(self, operation: Operation) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The aiohttp handler of an operation."""

        async def handle(request: web.Request) -> web.StreamResponse:
            return await self._handle(operation, request)

        return handle

    async def not_found(self, request: web.Request) -> web.StreamResponse:
        """Any path that doesn't exist, such as one with a trailing or doubled slash."""
        return _response(Answer({"message": "Not found"}, 404), ids.request_id())

    async def _handle(self, operation: Operation, request: web.Request) -> web.StreamResponse:
        started = time.perf_counter()
        request_id = ids.request_id()
        channel = self._channel(request) if not operation.open else _NOBODY
        call = None
        fault = self._platform.faults.strike(operation.fault_names, channel and channel.channel_id)
        try:
            answer = await self._before(fault, request)
            if answer is None:
                call = await self._admit(operation, request, channel, request_id)
                answer = await operation.handler(call)
        except Refused as refusal:
            answer = refusal.answer
        if fault is not None and fault.kind in _AFTER_ACCEPTING and answer.status < 300:
            await _hang_up(request, fault.seconds if fault.kind == "timeout-after-accept" else 0.0)
        self._log(request, channel, call, answer, request_id, started)
        return _response(answer, request_id)

    async def _before(self, fault: Fault | None, request: web.Request) -> Answer | None:
        """What a fault makes of a call before it is carried out."""
        if fault is None or fault.kind in _AFTER_ACCEPTING:
            return None
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.kind in ("timeout", "drop"):
            await _hang_up(request, fault.seconds if fault.kind == "timeout" else 0.0)
            return Answer(None, 500)
        if fault.kind == "html":
            return Answer(_HTML, 500, "text/html")
        if fault.kind == "429-rate":
            return Answer({"message": RATE_EXCEEDED}, 429)
        if fault.kind == "429-monthly":
            return Answer({"message": MONTHLY_LIMIT}, 429)
        return Answer({"message": "Internal server error"}, int(fault.kind))

    def _channel(self, request: web.Request) -> Channel | None:
        """The channel whose valid access token the call carries."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        token = self._platform.world.tokens.get(secret.strip()) if scheme.lower() == "bearer" else None
        if token is None or (token.expires_at is not None and token.expires_at <= self._platform.clock.now()):
            return None
        return self._platform.world.channels.get(token.channel_id)

    async def _admit(
        self, operation: Operation, request: web.Request, channel: Channel | None, request_id: str
    ) -> Call:
        if channel is None:
            raise refused(401, _UNAUTHORIZED)
        ensure(check_size(request.content_length or 0))
        raw = await request.read()
        ensure(check_size(len(raw)))
        wanted = _CONTENT_TYPES.get(operation.body)
        if wanted and raw:
            ensure(check_content_type(request.headers.get("Content-Type", ""), wanted))
        key = (channel.channel_id, operation.name)
        if channel.rate_limits and not self._platform.buckets.take(key, operation.rate, self._platform.clock.now()):
            raise refused(429, RATE_EXCEEDED)
        return Call(
            platform=self._platform,
            channel=channel,
            request_id=request_id,
            path=request.match_info,
            query=request.query,
            headers=request.headers,
            raw=raw,
            body=_parsed(operation, raw),
            base_url=str(request.url.origin()),
        )

    def _log(
        self,
        request: web.Request,
        channel: Channel | None,
        call: Call | None,
        answer: Answer,
        request_id: str,
        started: float,
    ) -> None:
        self._platform.journal.log(
            direction="call",
            channelId=channel.channel_id if channel else None,
            method=request.method,
            path=request.path_qs,
            status=answer.status,
            requestId=request_id,
            ms=round((time.perf_counter() - started) * 1000, 1),
            cost=call.cost if call else 0,
            request=call.body if call and call.body else None,
            response=answer.body if isinstance(answer.body, dict) else None,
        )


def _parsed(operation: Operation, raw: bytes) -> dict[str, Any]:
    if operation.body == "form":
        return dict(parse_qsl(raw.decode(errors="replace"), keep_blank_values=True))
    if operation.body != "json":
        return {}
    body = parse_json(raw)
    if isinstance(body, Refusal):
        ensure(body)
    return body if isinstance(body, dict) else {}


async def _hang_up(request: web.Request, seconds: float) -> None:
    """Let the caller wait, then close the connection without an answer."""
    transport = request.transport
    deadline = time.monotonic() + seconds
    while transport is not None and not transport.is_closing() and time.monotonic() < deadline:
        await asyncio.sleep(min(0.05, seconds))
    if transport is not None:
        transport.abort()


def _response(answer: Answer, request_id: str) -> web.Response:
    headers: Mapping[str, str] = {"x-line-request-id": request_id, **answer.headers}
    if isinstance(answer.body, dict):
        body = json.dumps(answer.body, ensure_ascii=False).encode()
        return web.Response(body=body, status=answer.status, headers=headers, content_type="application/json")
    return web.Response(body=answer.body, status=answer.status, headers=headers, content_type=answer.content_type)
