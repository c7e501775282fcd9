"""The people of the journeys."""

import pytest

from models.people import Role
from simulator.stage import Phone
from tests.installation import Installation


@pytest.fixture
def director(installation: Installation) -> Phone:
    """The director of the supervision group, enrolled."""
    return installation.staff(Role.DIRECTOR, "s01")


@pytest.fixture
def supervisor(installation: Installation) -> Phone:
    """The supervisor of mathematics, enrolled."""
    return installation.staff(Role.SUPERVISOR, "s07")


@pytest.fixture
def teacher(installation: Installation) -> Phone:
    """A teacher, registered."""
    return installation.teacher()
