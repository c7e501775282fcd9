"""`python -m simulator`: a LINE Platform on this machine."""

import argparse
import asyncio
import sys
from pathlib import Path

from simulator.clock import Clock
from simulator.control.ask import Rejected
from simulator.control.channels import channel_json, make_channel
from simulator.platform import Platform
from simulator.server import start_server


def main() -> None:
    """Run until interrupted."""
    options = _parser().parse_args()
    try:
        asyncio.run(_run(options))
    except KeyboardInterrupt:
        sys.exit(0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001, help="0 finds a free one")
    parser.add_argument("--clock-file", type=Path, help="keeps the offset of the clock in seconds, for other programs")
    parser.add_argument(
        "--open-channel",
        action="append",
        default=[],
        metavar="NAME=VALUE,…",
        help="name, channelId, secret, token, webhook, plan: as in POST /sim/channels; may be given several times",
    )
    return parser


async def _run(options: argparse.Namespace) -> None:
    platform = Platform(Clock(options.clock_file))
    runner, port = await start_server(platform, options.host, options.port)
    _say(f"LINE Platform at http://{options.host}:{port}")
    try:
        for wish in options.open_channel:
            channel = make_channel(platform, dict(part.split("=", 1) for part in wish.split(",")))
            shown = channel_json(platform, channel)
            _say(f"channel {shown['channelId']} {shown['name']} secret={shown['secret']} token={shown['token']}")
        await asyncio.Event().wait()
    except Rejected as rejection:
        _say(str(rejection))
    finally:
        await runner.cleanup()
        await platform.stop()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
