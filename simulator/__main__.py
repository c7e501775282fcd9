"""`python -m simulator`: a LINE Platform on this machine."""

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path
from zoneinfo import available_timezones

from simulator import state_file
from simulator.clock import Clock
from simulator.control.ask import Rejected, refuse_unknown
from simulator.control.channels import channel_json, make_channel, make_login_channel
from simulator.platform import Platform
from simulator.server import start_server

_SAVE_SECONDS = 2.0


def main() -> int:
    """Run until interrupted; the exit status."""
    options = _parser().parse_args()
    try:
        asyncio.run(_run(options))
    except Rejected as rejection:
        sys.stderr.write(f"{rejection}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001, help="0 finds a free one")
    parser.add_argument("--state-file", type=Path, help="keeps the world over restarts")
    parser.add_argument("--clock-file", type=Path, help="tells other programs the clock's offset in seconds")
    parser.add_argument("--time-zone", type=_time_zone, metavar="ZONE", help="of the phones, such as Asia/Bangkok")
    parser.add_argument(
        "--open-channel",
        action="append",
        default=[],
        metavar="NAME=VALUE,…",
        help="name, channelId, secret, token, webhook, plan as in POST /sim/channels; may be given several times",
    )
    parser.add_argument(
        "--open-login-channel",
        action="append",
        default=[],
        metavar="NAME=VALUE,…",
        help="name, channelId, secret, callbackUrls (separated by blanks), bot as in POST /sim/login-channels",
    )
    return parser


async def _run(options: argparse.Namespace) -> None:
    platform = Platform(Clock(options.clock_file), options.time_zone)
    runner, port = await start_server(platform, options.host, options.port)
    stop = asyncio.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wanted, stop.set)
    try:
        if options.state_file and options.state_file.exists():
            state_file.load(platform, options.state_file)
        _say(f"LINE Platform at http://{options.host}:{port}")
        _open_channels(platform, options)
        await _until(stop, platform, options.state_file)
    finally:
        await runner.cleanup()
        await platform.stop()


def _open_channels(platform: Platform, options: argparse.Namespace) -> None:
    """Open the channels of the command line, unless the state file has brought them along."""
    for wish in (_settings(words, "/sim/channels") for words in options.open_channel):
        if wish.get("channelId") not in platform.world.channels:
            shown = channel_json(platform, make_channel(platform, wish))
            _say(f"channel {shown['channelId']} {shown['name']} secret={shown['secret']} token={shown['token']}")
    for wish in (_settings(words, "/sim/login-channels") for words in options.open_login_channel):
        if wish.get("channelId") not in platform.world.login_channels:
            urls = wish.pop("callbackUrls", "").split()
            channel = make_login_channel(platform, {**wish, "callbackUrls": urls})
            _say(f"login channel {channel.channel_id} {channel.name} secret={channel.secret}")


async def _until(stop: asyncio.Event, platform: Platform, path: Path | None) -> None:
    """Wait for the end, saving the world whenever it has changed."""
    saved = -1
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _SAVE_SECONDS)
        if path is not None and platform.journal.changes != saved:
            saved = platform.journal.changes
            state_file.save(platform, path)


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        raise argparse.ArgumentTypeError(f"{name!r} is no time zone such as Asia/Bangkok")
    return name


def _settings(words: str, path: str) -> dict[str, str]:
    """`name=a,secret=b` as a dictionary. Rejected when the control API knows no such name at that address."""
    pairs = [part.partition("=") for part in words.split(",")]
    wish = {name.strip(): value for name, _, value in pairs}
    refuse_unknown(wish, "POST", path)
    return wish


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
