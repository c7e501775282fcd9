"""LINE goes wrong under running conversations, in calls and in webhooks: the same appointments, each message once."""

import os
import time
from pathlib import Path

import pytest

from tests.bot.conftest import House
from tests.bot.many_people import People, every_appointment_stands_once, every_message_was_shown_once, is_over
from tests.bot.processes import at_work

CONVERSATIONS = int(os.environ.get("CONVERSATIONS", "12"))

CALLS = ["timeout-after-accept", "drop-after-accept", "drop", "500", "html", "429-rate"]
WEBHOOKS = ["duplicate", "reorder"]


@pytest.mark.timeout(600)
def test_faults_of_calls_and_webhooks_lose_nothing_and_say_nothing_twice(house: House, tmp_path: Path) -> None:
    people = People(house, CONVERSATIONS)
    with at_work(house, tmp_path):
        for seed, kind in enumerate(CALLS):
            house.line.fault("*Message", kind, probability=0.03, seed=seed, seconds=0.5)
        for seed, kind in enumerate(WEBHOOKS):
            house.line.fault("webhook", kind, probability=0.2, seed=seed, seconds=0.5)
        people.ask()
        deadline = time.monotonic() + 500
        while not is_over(house, CONVERSATIONS) and time.monotonic() < deadline:
            people.press()
            time.sleep(0.05)
    every_appointment_stands_once(house, CONVERSATIONS)
    every_message_was_shown_once(people)
