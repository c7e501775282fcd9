"""A simulator in a thread of this process, for tests and load scripts."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.clock import Clock
from simulator.platform import Platform
from simulator.server import start_server


@contextmanager
def running(port: int = 0, clock_file: Path | None = None, time_zone: str | None = None) -> Iterator[str]:
    """Run a simulator while the block lasts; gives its address, `http://127.0.0.1:…`."""
    started: list[tuple[asyncio.AbstractEventLoop, asyncio.Event, int]] = []
    ready = threading.Event()

    async def serve() -> None:
        platform = Platform(Clock(clock_file), time_zone)
        runner, bound_port = await start_server(platform, "127.0.0.1", port)
        stop = asyncio.Event()
        started.append((asyncio.get_running_loop(), stop, bound_port))
        ready.set()
        await stop.wait()
        await runner.cleanup()
        await platform.stop()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), name="simulator", daemon=True)
    thread.start()
    if not ready.wait(10):
        raise RuntimeError("the simulator did not start within 10 seconds")
    loop, stop, bound_port = started[0]
    try:
        yield f"http://127.0.0.1:{bound_port}"
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
