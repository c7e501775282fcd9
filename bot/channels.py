"""Each office's LINE channel: its secret and access token, kept encrypted in the database or given by the environment."""

import base64
import hashlib
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken

from bot.settings import Settings
from models.offices import Office


@dataclass(frozen=True)
class Channel:
    """What is needed to talk to LINE in the name of an office."""

    secret: str = field(repr=False)
    token: str = field(repr=False)


class ChannelError(Exception):
    """An office without a usable channel; says what to do."""


def encrypted(settings: Settings, words: str) -> bytes:
    """The words as they may stand in the database."""
    return _fernet(settings).encrypt(words.encode())


def channel_of(settings: Settings, office: Office) -> Channel:
    """The office's channel; ChannelError when it has none or SECRET_KEY has changed."""
    if settings.line_channel_secret and settings.line_channel_access_token and _is_the_one(settings, office):
        return Channel(
            settings.line_channel_secret.get_secret_value(), settings.line_channel_access_token.get_secret_value()
        )
    if office.channel_secret is None or office.channel_token is None:
        raise ChannelError(f"{office.slug}: no LINE channel; run: python -m bot office channel {office.slug} …")
    fernet = _fernet(settings)
    try:
        return Channel(fernet.decrypt(office.channel_secret).decode(), fernet.decrypt(office.channel_token).decode())
    except InvalidToken:
        raise ChannelError(
            f"{office.slug}: SECRET_KEY is not the one the channel was stored with; store the channel again"
        ) from None


def _is_the_one(settings: Settings, office: Office) -> bool:
    return settings.office is not None and settings.office.stem == office.slug


def _fernet(settings: Settings) -> Fernet:
    digest = hashlib.sha256(b"channel:" + settings.secret_key.get_secret_value().encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
