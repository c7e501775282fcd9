"""A keyword that a clerk attaches is understood from the next message on, in every process, without a restart."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.connection import Connection

from sqlalchemy import select

from models.db import Database
from models.duties import rank
from models.not_understood import attach
from models.offices import Office
from models.roster import words_of
from nlp.understand import understand

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WORD, MESSAGE = "ป่าชายเลน", "เรื่องป่าชายเลนของโรงเรียนค่ะ"


def meaning(database: Database) -> tuple[str | None, int]:
    """What this process makes of the message: its subject, and how many could take it."""
    with database.reading() as session:
        office_id = session.scalars(select(Office.id)).one()
    with database.reading(office_id) as session:
        words = words_of(session, session.get_one(Office, office_id))
        understanding = understand(MESSAGE, words.vocabulary, NOW)
        return understanding.learning_area, len(rank(understanding, words.roster))


def answer_until_closed(url: str, asked: Connection) -> None:
    """Another process of the bot: understands the message whenever it is asked to."""
    database = Database(url)
    while asked.recv() == "again":
        asked.send(meaning(database))
    database.dispose()


@contextmanager
def another_process(url: str) -> Iterator[Connection]:
    ours, theirs = multiprocessing.Pipe()
    # Forked as the web server forks its workers; it opens its own connections.
    process = multiprocessing.get_context("fork").Process(target=answer_until_closed, args=(url, theirs))
    process.start()
    try:
        yield ours
    finally:
        ours.send("enough")
        process.join()


def test_a_keyword_counts_from_the_next_message_on_in_every_process(office_database: Database) -> None:
    here = office_database
    with another_process(here.engine.url.render_as_string(hide_password=False)) as there:

        def both() -> list[tuple[str | None, int]]:
            there.send("again")
            return [meaning(here), there.recv()]

        assert both() == [(None, 0)] * 2
        with here.begin() as session:
            office_id = session.scalars(select(Office.id)).one()
        with here.begin(office_id) as session:
            attach(session, session.get_one(Office, office_id), WORD, "learning_area", "science", None, NOW)
        assert both() == [("science", 1)] * 2
