"""Journeys read like a screenplay, and a failing one shows the screen."""

import threading
import time

import pytest

from simulator.background import running
from simulator.stage import ControlError, Phone, Stage
from tests.simulator.office import Office

pytest_plugins = ["pytester"]


def test_what_comes_later_is_waited_for(office: Office, teacher: Phone) -> None:
    threading.Timer(0.1, office.client.push, (teacher.user_id, "มาแล้ว")).start()
    assert teacher.sees("มาแล้ว")


def test_what_does_not_come_shows_the_screen(office: Office, teacher: Phone) -> None:
    office.client.push(teacher.user_id, "อย่างอื่น")
    sight = teacher.sees("ที่รอ", within=0.05)
    assert not sight
    assert "waited in vain for 'ที่รอ'" in repr(sight)
    assert "สำนักงาน: อย่างอื่น" in repr(sight)


def test_only_what_came_since_the_own_last_act_is_seen(office: Office, teacher: Phone) -> None:
    office.client.push(teacher.user_id, "ก่อน")
    teacher.says("สวัสดี")
    assert not teacher.sees("ก่อน", within=0.05)
    office.client.push(teacher.user_id, "หลัง")
    assert teacher.sees("หลัง")


def test_silence_can_be_asserted(office: Office, teacher: Phone) -> None:
    teacher.says("สวัสดี")
    assert teacher.sees_nothing()
    office.client.push(teacher.user_id)
    assert not teacher.sees_nothing()


def test_a_tap_waits_for_its_button_and_fails_with_what_is_there(office: Office, teacher: Phone) -> None:
    office.client.post(
        "/v2/bot/message/push",
        {
            "to": teacher.user_id,
            "messages": [
                {
                    "type": "template",
                    "altText": "เลือก",
                    "template": {
                        "type": "buttons",
                        "text": "เลือก",
                        "actions": [{"type": "message", "label": "ตกลง", "text": "ตกลง"}],
                    },
                }
            ],
        },
    )
    assert teacher.sees_button("ตกลง")
    impatient = Phone(Stage(office.address, 0.05), f"/sim/people/{teacher.user_id}", teacher.user_id, teacher.name)
    with pytest.raises(ControlError, match="what can be pressed is \\['ตกลง'\\]"):
        impatient.taps("ยกเลิก")


def test_two_simulators_know_nothing_of_each_other() -> None:
    with running() as first, running() as second:
        Stage(first).person("ครู")
        assert Stage(second).ask("GET", "/sim/state")["people"] == []


def test_the_plug_in_gives_an_empty_platform(pytester: pytest.Pytester) -> None:
    pytester.makeconftest('pytest_plugins = ["simulator.testing"]')
    pytester.makepyfile(
        """
        import pytest

        @pytest.mark.parametrize("time", range(2))
        def test_a_journey(line, time):
            assert line.ask("GET", "/sim/state")["people"] == []
            line.channel()
            teacher = line.person("ครู").follows()
            assert teacher.sees_nothing()
        """
    )
    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)


def test_a_machine_that_stood_still_has_not_waited(line: Stage) -> None:
    looks = iter([False, True])

    def frozen() -> bool:
        time.sleep(0.6)
        return next(looks)

    assert line.wait_until(frozen, within=0.5)
