"""The gate every call passes: request id, faults, token, content type, rate, JSON; and the log."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from simulator import ids
from simulator.api.call import MONTHLY_LIMIT, RATE_EXCEEDED, Answer, Call, Operation, Refused, refused
from simulator.faults import Fault
from simulator.platform import Platform
from simulator.rules import Refusal, check_content_type, check_retry_key, parse_json
from simulator.world import Channel

_UNAUTHORIZED = "Authentication failed. Confirm that the access token in the authorization header is valid."
_HTML = b"<html><head><title>500 Internal Server Error</title></head><body><h1>Internal Server Error</h1></body></html>"
_FAULT_ANSWERS = {
    "html": Answer(_HTML, 500, "text/html"),
    "429-rate": Answer({"message": RATE_EXCEEDED}, 429),
    "429-monthly": Answer({"message": MONTHLY_LIMIT}, 429),
}
_HANG_UP_FIRST = ("timeout", "drop")
_HANG_UP_AFTERWARDS = ("timeout-after-accept", "drop-after-accept")
_CONTENT_TYPES = {"json": "application/json", "form": "application/x-www-form-urlencoded"}
_NOBODY = Channel(channel_id="", name="", basic_id="", user_id="", secret="")  # calls for tokens come without a channel


class Gate:
    """Makes aiohttp handlers of operations."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def serve(self, operation: Operation) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        """The aiohttp handler of an operation."""

        async def handle(request: web.Request) -> web.StreamResponse:
            started = time.perf_counter()
            channel = self._channel(request) if operation.needs_token else _NOBODY
            call = Call(
                platform=self._platform,
                channel=channel or _NOBODY,
                request_id=ids.request_id(),
                path=request.match_info,
                query=request.query,
                headers=request.headers,
                raw=b"",
                body={},
            )
            answer = await self._answer(operation, request, call)
            self._log(request, call, answer, (time.perf_counter() - started) * 1000)
            return _response(answer, call.request_id)

        return handle

    async def not_found(self, _request: web.Request) -> web.StreamResponse:
        """Any path that doesn't exist, such as one with a trailing or doubled slash."""
        return _response(Answer({"message": "Not found"}, 404), ids.request_id())

    async def _answer(self, operation: Operation, request: web.Request, call: Call) -> Answer:
        fault = self._platform.faults.strike_call(operation.fault_names, call.channel.channel_id)
        if fault is not None and fault.kind not in _HANG_UP_AFTERWARDS:
            if fault.kind != "slow":
                return await _fail(request, fault)
            await asyncio.sleep(fault.seconds)
        try:
            await self._admit(operation, request, call)
            answer = await operation.handler(call)
        except Refused as refusal:
            return refusal.answer
        if fault is not None and fault.kind in _HANG_UP_AFTERWARDS:
            await _hang_up(request, fault)
        return answer

    def _channel(self, request: web.Request) -> Channel | None:
        """The channel whose valid access token the call carries."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        token = self._platform.world.tokens.get(secret.strip()) if scheme.lower() == "bearer" else None
        if token is None or (token.expires_at is not None and token.expires_at <= self._platform.clock.now()):
            return None
        return self._platform.world.channels.get(token.channel_id)

    async def _admit(self, operation: Operation, request: web.Request, call: Call) -> None:
        """Check what can be checked for every operation alike, and read the body."""
        channel = call.channel
        if operation.needs_token and channel is _NOBODY:
            raise refused(401, _UNAUTHORIZED)
        call.ensure(
            check_retry_key(operation.path.removeprefix("/v2/bot/message/"), call.headers.get("X-Line-Retry-Key"))
        )
        call.raw = await request.read()
        wanted = _CONTENT_TYPES.get(operation.body)
        if wanted and call.raw:
            call.ensure(check_content_type(request.headers.get("Content-Type", ""), wanted))
        key = (channel.channel_id, operation.name)
        limited = operation.needs_token and channel.rate_limits
        if limited and not self._platform.buckets.take(key, operation.rate, call.now):
            raise refused(429, RATE_EXCEEDED)
        call.body = _parsed(operation, call.raw)

    def _log(self, request: web.Request, call: Call, answer: Answer, milliseconds: float) -> None:
        self._platform.journal.log(
            direction="call",
            channelId=call.channel.channel_id or None,
            method=request.method,
            path=request.path_qs,
            status=answer.status,
            requestId=call.request_id,
            ms=round(milliseconds, 1),
            cost=call.cost,
            request=call.body or None,
            response=answer.body if isinstance(answer.body, dict) else None,
        )


def _parsed(operation: Operation, raw: bytes) -> dict[str, Any]:
    if operation.body == "form":
        return dict(parse_qsl(raw.decode(errors="replace"), keep_blank_values=True))
    if operation.body != "json":
        return {}
    body = parse_json(raw)
    if isinstance(body, Refusal):
        raise Refused(body.status, body.body())
    return body


async def _fail(request: web.Request, fault: Fault) -> Answer:
    """What a fault makes of a call that is not carried out."""
    if fault.kind in _HANG_UP_FIRST:
        await _hang_up(request, fault)
    default = int(fault.kind) if fault.kind.isdigit() else 500
    return _FAULT_ANSWERS.get(fault.kind) or Answer({"message": "Internal server error"}, default)


async def _hang_up(request: web.Request, fault: Fault) -> None:
    """Close the connection without an answer, after a wait if the caller is to time out."""
    transport = request.transport
    if transport is None:
        return
    deadline = time.monotonic() + (fault.seconds if fault.kind.startswith("timeout") else 0.0)
    while not transport.is_closing() and time.monotonic() < deadline:
        await asyncio.sleep(0.02)
    transport.abort()


def _response(answer: Answer, request_id: str) -> web.Response:
    body = json.dumps(answer.body, ensure_ascii=False).encode() if isinstance(answer.body, dict) else answer.body
    headers = {"x-line-request-id": request_id, **answer.headers}
    return web.Response(body=body, status=answer.status, headers=headers, content_type=answer.content_type)
