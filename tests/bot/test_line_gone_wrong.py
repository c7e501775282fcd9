"""LINE goes wrong under running conversations, in calls and in webhooks: the same appointments, each message once.

10 conversations in the suite; `CONVERSATIONS=300 python -m pytest tests/bot/test_line_gone_wrong.py` runs as many as one likes.
"""

import os
import time

import pytest

from tests.bot.conftest import House
from tests.bot.many_people import People, every_appointment_stands_once, every_message_was_shown_once, is_over
from tests.installation import at_work

CONVERSATIONS = int(os.environ.get("CONVERSATIONS", "10"))

CALLS = ["timeout-after-accept", "drop-after-accept", "drop", "500", "html", "429-rate"]
WEBHOOKS = ["duplicate", "reorder"]
FIRST_SEED = 130
"""With this seed and the next ones each fault strikes before the thirtieth call."""


@pytest.mark.timeout(600)
def test_faults_of_calls_and_webhooks_lose_nothing_and_say_nothing_twice(house: House) -> None:
    people = People(house, CONVERSATIONS)
    with at_work(house.services) as web:
        hook = f"{web}/line/nakhonsawan"
        house.line.set_channel(
            house.channel["channelId"], webhook=hook, redelivery=True, redeliverySeconds=2, plan="pro"
        )
        for number, kind in enumerate(CALLS):
            house.line.fault("*Message", kind, probability=0.05, seed=FIRST_SEED + number, seconds=0.5)
        for seed, kind in enumerate(WEBHOOKS):
            house.line.fault("webhook", kind, probability=0.2, seed=seed, seconds=0.5)
        people.ask()
        deadline = time.monotonic() + 500
        while not is_over(house, CONVERSATIONS) and time.monotonic() < deadline:
            people.press()
            time.sleep(0.05)
    assert [fault["kind"] for fault in house.line.ask("GET", "/sim/faults")["faults"] if not fault["struck"]] == []
    every_appointment_stands_once(house, CONVERSATIONS)
    every_message_was_shown_once(people)
