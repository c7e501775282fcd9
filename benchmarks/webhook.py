"""How long the webhook takes, against a bare Flask route that only verifies the signature: `python -m benchmarks.webhook`.

Both are served by gunicorn as in production (one process, eight threads) and called by eight threads for ten seconds each.
"""

import base64
import hashlib
import hmac
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from flask import Flask, Response, request

from bot import migrating
from bot.channels import encrypted
from bot.services import make_services
from bot.settings import Settings
from bot.webhook import signed
from models import roster
from models.clock import system_clock
from models.offices import Office
from models.packs import read_pack

ROOT = Path(__file__).parents[1]
SECRET = "secret of the benchmark"
SECONDS, CALLERS = 10.0, 8


def create_floor() -> Flask:
    """The least that any webhook must do."""
    app = Flask(__name__)

    @app.post("/line/<office>")
    def receive(office: str) -> Response:  # noqa: ARG001
        fine = signed(SECRET.encode(), request.get_data(), request.headers.get("x-line-signature", ""))
        return Response("", 200 if fine else 400)

    return app


def prepare(folder: str) -> dict[str, str]:
    """An SQLite database with one office and its channel; the environment of the web process."""
    settings = {
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite",
        "SECRET_KEY": "key of the benchmark",
        "PUBLIC_URL": "http://x.test",
    }
    services = make_services(
        Settings.model_validate({**{name.lower(): value for name, value in settings.items()}, "log_level": "ERROR"})
    )
    migrating.migrate(services.database)
    with services.database.begin() as session:
        roster.load(session, read_pack(ROOT / "offices" / "nakhonsawan.yaml"), system_clock())
        office = session.query(Office).one()
        office.channel_secret = office.channel_token = encrypted(services.settings, SECRET)
    services.database.dispose()
    return {**os.environ, **settings, "LOG_LEVEL": "ERROR", "PYTHONPATH": str(ROOT)}


def measure(application: str, environment: dict[str, str]) -> list[float]:
    """Milliseconds of each call."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
        "--threads",
        "8",
        "--log-level",
        "error",
    ]
    server = subprocess.Popen([*command, application], cwd=ROOT, env=environment)
    try:
        _wait_for(port)
        times: list[float] = []
        until = time.monotonic() + SECONDS
        callers = [threading.Thread(target=_call, args=(port, number, until, times)) for number in range(CALLERS)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        return times
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not start within a minute")


def _call(port: int, caller: int, until: float, times: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    number = 0
    while time.monotonic() < until:
        number += 1
        body = _body(caller, number)
        signature = base64.b64encode(hmac.digest(SECRET.encode(), body, hashlib.sha256)).decode()
        started = time.perf_counter()
        connection.request("POST", "/line/nakhonsawan", body, {"x-line-signature": signature})
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            raise SystemExit(f"the webhook answered {answer.status}")


def _body(caller: int, number: int) -> bytes:
    event = {
        "type": "message",
        "mode": "active",
        "timestamp": int(time.time() * 1000),
        "webhookEventId": f"{caller:02d}{number:024d}",
        "deliveryContext": {"isRedelivery": False},
        "replyToken": f"{caller:02d}{number:030d}",
        "source": {"type": "user", "userId": f"U{caller:032x}"},
        "message": {"id": str(number), "type": "text", "text": "อยากปรึกษาเรื่องสอนคณิต พรุ่งนี้บ่ายสองได้ไหมคะ"},
    }
    return json.dumps({"destination": "U" + "0" * 32, "events": [event]}).encode()


def report(name: str, times: list[float]) -> float:
    """Print one line; the median."""
    cuts = statistics.quantiles(times, n=100)
    figures = f"p50 {cuts[49]:7.1f} ms   p95 {cuts[94]:7.1f} ms   p99 {cuts[98]:7.1f} ms   {len(times) / SECONDS:7.0f} calls/s"
    print(f"{name:<24}{figures}")
    return cuts[49]


def main() -> None:
    """Measure both and print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        environment = prepare(folder)
        floor = report("signature only (floor)", measure("benchmarks.webhook:create_floor()", environment))
        webhook = report("webhook (SQLite)", measure("bot.app:create_app()", environment))
    print(f"the webhook takes {webhook / floor:.1f} times the floor")


if __name__ == "__main__":
    main()
