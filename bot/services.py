"""What a process needs to do its work, made in one place and handed to everything that needs it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from datetime import datetime

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels import channel_of
from bot.line import Line, Lines
from bot.settings import Settings
from handlers.turn import CalendarPicture, Context, Links
from models.clock import Clock, system_clock, turned_clock
from models.db import Database
from models.office_facts import facts_of
from models.offices import Office


@dataclass(frozen=True)
class Services:
    """Settings, database, clock and the lines to LINE of one process."""

    settings: Settings
    database: Database
    clock: Clock
    lines: Lines
    links: Links

    def line_of(self, office: Office) -> Line:
        """The office's line to LINE. Raises ChannelError."""
        return self.lines.of(channel_of(self.settings, office).token)

    def context(self, session: Session, office: Office, now: datetime) -> Context:
        """The office at this moment, for writing cards."""
        return Context(session, office, facts_of(office), now, self.links)

    def offices(self) -> list[Office]:
        """All offices of this installation."""
        with self.database.reading() as session:
            return list(session.scalars(select(Office).order_by(Office.id)))

    @contextmanager
    def office_context(self, office_id: int) -> Iterator[Context]:
        """A context of one office in a transaction that commits at the end."""
        with self.database.begin(office_id) as session:
            office = session.get_one(Office, office_id)
            yield self.context(session, office, self.clock())

    def person_of_token(self, token: str) -> int | None:
        """The person id in a calendar link; None when the link is not ours."""
        return self._id_in(token, _PERSON)

    def office_of_token(self, token: str) -> int | None:
        """The office id in a link to an office's calendar; None when the link is not ours."""
        return self._id_in(token, _OFFICE)

    def round_of_token(self, token: str) -> int | None:
        """The round id in a link to a round's Excel file; None when the link is not ours or older than a week."""
        try:
            round_id = _timed(self.settings).loads(token, max_age=SHEET_SECONDS)
        except BadSignature:
            return None
        return round_id if isinstance(round_id, int) else None

    def picture_of_token(self, token: str) -> CalendarPicture | None:
        """What a link to a picture shows; None when the link is not ours."""
        try:
            office_id, fiscal_year, processes, for_schools, version = _serializer(self.settings, _PICTURE).loads(token)
        except BadSignature:
            return None
        return CalendarPicture(office_id, fiscal_year, tuple(processes), for_schools, version)

    def _id_in(self, token: str, salt: str) -> int | None:
        try:
            row_id = _serializer(self.settings, salt).loads(token)
        except BadSignature:
            return None
        return row_id if isinstance(row_id, int) else None


_PERSON, _OFFICE, _PICTURE = "calendar link", "office calendar link", "calendar picture"

SHEET_SECONDS = 7 * 24 * 3600
"""How long a link to a round's Excel file opens."""


def make_services(settings: Settings) -> Services:
    """Everything one process needs. Call it after fork: it holds a connection pool."""
    _log(settings)

    def token(content: object, salt: str) -> str:
        made = _serializer(settings, salt).dumps(content)
        return made if isinstance(made, str) else made.decode()

    return Services(
        settings=settings,
        database=Database(settings.database_url),
        clock=turned_clock(settings.clock_file) if settings.clock_file else system_clock,
        lines=Lines(settings.line_api_url, settings.line_data_api_url),
        links=Links(
            settings.public_url,
            person_token=lambda person: token(person.id, _PERSON),
            office_token=lambda office: token(office.id, _OFFICE),
            round_token=lambda round_id: str(_timed(settings).dumps(round_id)),
            picture_token=lambda picture: token(astuple(picture), _PICTURE),
        ),
    )


def _timed(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.secret_key.get_secret_value(), salt="round sheet")


def _serializer(settings: Settings, salt: str) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key.get_secret_value(), salt=salt)


def _log(settings: Settings) -> None:
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True)
    # LINE's SDK sets the first two itself when its configuration is made; all are chatty at INFO.
    for name in ("linebot.v3.messaging", "urllib3", "alembic", "werkzeug"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # A job that still runs when it is due again is skipped, which is as it should be: what is due is read from the tables.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
