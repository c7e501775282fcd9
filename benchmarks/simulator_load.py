"""How many calls a second the simulator answers, beside an aiohttp server that only says hello.

    python -m benchmarks.simulator_load [seconds for each line, 3 by default]

Both servers run in a process of their own, one after the other; the caller keeps 16 connections busy from this one.
The ratio to the floor of the same run is what can be compared between machines.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from simulator.stage import Stage

CONNECTIONS = 16
FLOOR = """
from aiohttp import web

async def hello(request):
    await request.read()
    return web.Response(body=b'{"hello": "world"}', content_type="application/json")

app = web.Application()
app.router.add_post("/hello", hello)
web.run_app(app, host="127.0.0.1", port=0, access_log=None, print=lambda line: print(line, flush=True))
"""
CARD = {
    "type": "flex",
    "altText": "การ์ด",
    "contents": {
        "type": "bubble",
        "body": {
            "type": "box",
            "layout": "vertical",
            "contents": [{"type": "text", "text": f"บรรทัดที่ {n}", "wrap": True} for n in range(8)],
        },
        "footer": {
            "type": "box",
            "layout": "vertical",
            "contents": [
                {"type": "button", "action": {"type": "postback", "label": "อนุมัติ", "data": "approve=1"}},
                {"type": "button", "action": {"type": "uri", "label": "เปิด", "uri": "https://example.com/"}},
            ],
        },
    },
}


def main() -> None:
    """Measure and print."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    with server("-c", FLOOR) as address:
        floor = measured(address, request("/hello", b'{"to": "somebody"}'), seconds)
    print(f"{'aiohttp says hello (floor)':32}{floor:9.0f} calls/s")
    with server("-m", "simulator", "--port", "0") as address:
        for name, call in calls(Stage(address)):
            rate = measured(address, call, seconds)
            print(f"{name:32}{rate:9.0f} calls/s{rate / floor:8.2f} of the floor")
    with server("-m", "simulator", "--port", "0") as address, server("-c", FLOOR) as bot:
        rate = webhooks(Stage(address, patience_seconds=60), bot, seconds)
        print(f"{'text said, webhook answered':32}{rate:9.0f} texts/s{rate / floor:8.2f} of the floor")


def calls(stage: Stage) -> Iterator[tuple[str, bytes]]:
    """What is measured: a name, and the bytes of the HTTP request."""
    channel = stage.channel(plan="unlimited", rateLimits=False)
    friend = stage.person("ครูสมศรี").follows()
    text = {"type": "text", "text": "พรุ่งนี้มีนัดหมาย 09.00 น."}
    token = channel["token"]
    yield "push of a text", request("/v2/bot/message/push", body(friend.user_id, text), token)
    yield "push of five texts", request("/v2/bot/message/push", body(friend.user_id, *[text] * 5), token)
    yield "push of a Flex card", request("/v2/bot/message/push", body(friend.user_id, CARD), token)
    yield "profile", request(f"/v2/bot/profile/{friend.user_id}", b"", token, method="GET")


def webhooks(stage: Stage, bot: str, seconds: float) -> float:
    """Texts a second that people say and a bot (the floor) has taken; each connection is another person."""
    stage.channel(webhook=f"{bot}/hello")
    people = [stage.person(f"ครู {number}") for number in range(CONNECTIONS)]
    said = json.dumps({"text": "ขอคำปรึกษาเรื่องหลักสูตร"}, ensure_ascii=False).encode()
    requests = [request(f"/sim/people/{person.user_id}/text", said) for person in people]
    started = time.perf_counter()
    texts = asyncio.run(_call_all(stage.address, requests, seconds))
    stage.settle()
    return texts / (time.perf_counter() - started)


def body(to: str, *messages: object) -> bytes:
    """A push request's body."""
    return json.dumps({"to": to, "messages": messages}, ensure_ascii=False).encode()


def request(path: str, raw: bytes, token: str = "", method: str = "POST") -> bytes:
    """The bytes of an HTTP request."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: simulator\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(raw)}\r\n\r\n"
    )
    return head.encode() + raw


@contextmanager
def server(*arguments: str, stderr: int | None = None) -> Iterator[str]:
    """Run a Python server while the block lasts; it prints its address in its first line."""
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, stderr=stderr, text=True)
    try:
        assert process.stdout is not None
        words = process.stdout.readline().split()
        yield next(word for word in words if word.startswith("http://"))
    finally:
        process.terminate()
        process.communicate(timeout=10)


def measured(address: str, call: bytes, seconds: float) -> float:
    """Calls a second, every one of them answered with 200."""
    started = time.perf_counter()
    answered = asyncio.run(_call_all(address, [call] * CONNECTIONS, seconds))
    return answered / (time.perf_counter() - started)


async def _call_all(address: str, requests: list[bytes], seconds: float) -> int:
    until = time.perf_counter() + seconds
    return sum(await asyncio.gather(*(_keep_calling(address, call, until) for call in requests)))


async def _keep_calling(address: str, call: bytes, until: float) -> int:
    target = urlsplit(address)
    reader, writer = await asyncio.open_connection(target.hostname, target.port)
    answered = 0
    while time.perf_counter() < until:
        writer.write(call)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        answered += 1
    writer.close()
    return answered


if __name__ == "__main__":
    main()
