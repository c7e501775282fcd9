"""The server: one port for api.line.me, api-data.line.me, access.line.me and the control API."""

from pathlib import Path

from aiohttp import web

from simulator.api.gate import Gate
from simulator.control.ask import serve
from simulator.platform import Platform
from simulator.routes import CONTROL, OPERATIONS

_PHONES = Path(__file__).parent / "phones"
_LARGEST_FILE = 300 * 1024 * 1024


def build_app(platform: Platform) -> web.Application:
    """The aiohttp application for a platform."""
    app = web.Application(client_max_size=_LARGEST_FILE)
    gate = Gate(platform)
    for operation in OPERATIONS:
        app.router.add_route(operation.method, operation.path, gate.serve(operation))
    for method, path, handler in CONTROL:
        app.router.add_route(method, path, serve(platform, method, path, handler))
    app.router.add_get("/", _page)
    app.router.add_static("/sim/assets", _PHONES)
    app.router.add_route("*", "/{path:.*}", gate.not_found)
    return app


async def start_server(platform: Platform, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Serve a platform; returns the runner, whose cleanup() ends it, and the port (0 finds a free one)."""
    await platform.start()
    runner = web.AppRunner(build_app(platform), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    await site.start()
    return runner, runner.addresses[0][1]


async def _page(_request: web.Request) -> web.StreamResponse:
    """The page of phones."""
    return web.FileResponse(_PHONES / "index.html")
