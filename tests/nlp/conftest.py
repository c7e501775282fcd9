"""What the tests of understanding share: an office, its words, and a moment to speak at."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from models.duties import Roster
from models.packs import Pack, read_pack
from models.vocabulary import roster_of, vocabulary_of
from nlp.matching import Vocabulary
from nlp.understand import understand
from nlp.understanding import Understanding

OFFICES = Path(__file__).parents[2] / "offices"
MONDAY = datetime.fromisoformat("2026-11-23T09:00:00+07:00")

Reader = Callable[[str], Understanding]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return read_pack(OFFICES / "nakhonsawan.yaml")


@pytest.fixture(scope="session")
def vocabulary(pack: Pack) -> Vocabulary:
    return vocabulary_of(pack)


@pytest.fixture(scope="session")
def roster(pack: Pack) -> Roster:
    return roster_of(pack)


@pytest.fixture(scope="session")
def read(vocabulary: Vocabulary) -> Reader:
    """Understands a message written to the office on a Monday morning."""
    return lambda text: understand(text, vocabulary, MONDAY)
