"""LINE's door: verify over the raw bytes, store, answer 200. The dispatcher does the thinking."""

import base64
import hashlib
import hmac
import json
import logging
import time
from dataclasses import dataclass

from flask import Blueprint, Response, abort, current_app, request

from bot.channels import ChannelError, channel_of
from bot.services import Services
from models import inbox, offices

log = logging.getLogger(__name__)
webhook = Blueprint("webhook", __name__)

MOST_BYTES = 1024 * 1024
SECRETS_KEPT_SECONDS = 10.0


@dataclass(frozen=True)
class _Door:
    office_id: int
    secret: bytes
    read_at: float


class Doors:
    """The offices' webhook secrets, kept for some seconds so that a webhook costs one transaction."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._doors: dict[str, _Door] = {}

    def of(self, slug: str) -> _Door | None:
        """The door of an office; None when there is no such office or it has no channel."""
        door = self._doors.get(slug)
        if door is None or time.monotonic() - door.read_at > SECRETS_KEPT_SECONDS:
            door = self._read(slug)
            if door is not None:
                self._doors[slug] = door
        return door

    def _read(self, slug: str) -> _Door | None:
        with self._services.database.reading() as session:
            office = offices.find(session, slug) if slug.isprintable() else None
            if office is None:
                return None
            try:
                secret = channel_of(self._services.settings, office).secret
            except ChannelError as error:
                log.warning("webhook: %s", error)
                return None
            return _Door(office.id, secret.encode(), time.monotonic())


@webhook.post("/line/<office>")
def receive(office: str) -> Response:
    """Keep what LINE sent and answer at once. 404 unknown office, 400 bad signature or body, 413 too large."""
    services: Services = current_app.extensions["services"]
    doors: Doors = current_app.extensions["doors"]
    door = doors.of(office)
    if door is None:
        abort(404)
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    body = request.get_data(cache=False)
    if not signed(door.secret, body, request.headers.get("x-line-signature", "")):
        abort(400)
    events = _events(body)
    if events is None:
        abort(400)
    if events:
        with services.database.begin(door.office_id) as session:
            inbox.store(session, door.office_id, events, services.clock())
    return Response("", 200)


def signed(secret: bytes, body: bytes, signature: str) -> bool:
    """Whether LINE signed these bytes with the channel secret (base64 of HMAC-SHA256)."""
    if not secret or not signature.isascii():
        return False
    expected = base64.b64encode(hmac.digest(secret, body, hashlib.sha256))
    return hmac.compare_digest(expected, signature.encode())


def _events(body: bytes) -> list[object] | None:
    try:
        call = json.loads(body)
    except (ValueError, RecursionError):
        return None
    events = call.get("events", []) if isinstance(call, dict) else None
    return events if isinstance(events, list) else None
