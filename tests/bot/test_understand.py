"""The command that understands messages line by line, as people who measure it run it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.commands.understand import understand_command

AT = ["--at", "2026-11-23T09:00:00+07:00"]
PACK = Path(__file__).parents[2] / "offices" / "nakhonsawan.yaml"
MESSAGE = json.dumps({"id": "m1", "text": "ขอปรึกษา PLC คณิต พรุ่งนี้บ่ายสองได้มั้ยคะ"})


def run(arguments: list[str], *lines: str) -> Result:
    return CliRunner().invoke(understand_command, arguments, input="\n".join(lines))


def answers(arguments: list[str], *lines: str) -> list[dict[str, Any]]:
    result = run(arguments, *lines)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


@pytest.mark.parametrize(
    "office", [["--office", "nakhonsawan"], ["--pack", str(PACK)], ["--office", "nakhonsawan", "--pack", str(PACK)]]
)
def test_a_message_is_answered_with_the_published_fields(office: list[str]) -> None:
    assert answers([*office, *AT], MESSAGE) == [
        {
            "id": "m1",
            "intent": "book",
            "learning_area": "math",
            "function": None,
            "area": None,
            "supervisors": ["s07", "s01"],
            "when": {"date": "2026-11-24", "date_to": None, "time": "14:00", "time_to": None, "part": None},
            "mode": "appointment",
        }
    ]


def test_explained_answers_add_the_words_and_the_reasons() -> None:
    (said,) = answers(["--office", "nakhonsawan", "--explain", *AT], MESSAGE)
    assert [(one["field"], one["words"]) for one in said["evidence"]] == [
        ("project", "PLC"), ("learning_area", "คณิต"), ("when", "พรุ่งนี้"), ("when", "บ่ายสอง"),
        ("mode", "พรุ่งนี้"), ("mode", "บ่ายสอง"), ("intent", "ขอปรึกษา"),
    ]  # fmt: skip
    assert said["unsure"] == []
    assert said["reasons"] == {"s07": ["ดูแลคณิตศาสตร์"], "s01": ["โครงการ PLC"]}


def test_a_bad_line_is_answered_with_an_error_and_the_rest_goes_on() -> None:
    bad_lines = ("{", "[1]", '{"id": "3"}', '{"id": "4", "text": 5}', "")
    *bad, good = answers(["--office", "nakhonsawan", *AT], *bad_lines, MESSAGE)
    assert [line["id"] for line in bad] == [None, None, "3", "4"]
    assert all(set(line) == {"id", "error"} for line in bad)
    assert good["id"] == "m1"


@pytest.mark.parametrize(
    "arguments",
    [
        AT,
        ["--office", "khonkaen5", "--pack", str(PACK), *AT],
        ["--office", "nowhere", *AT],
        ["--office", "nakhonsawan", "--at", "2026-11-23T09:00:00"],
        ["--office", "nakhonsawan", "--at", "Monday"],
    ],
)
def test_wrong_use_is_said_before_anything_is_read(arguments: list[str]) -> None:
    result = run(arguments, MESSAGE)
    assert (result.exit_code, "Error:" in result.output) == (2, True)


def test_a_pack_that_is_none_is_refused_with_the_reason(tmp_path: Path) -> None:
    file = tmp_path / "empty.yaml"
    file.write_text("nothing: here\n", encoding="utf-8")
    result = run(["--pack", str(file), *AT], MESSAGE)
    assert result.exit_code == 1
    assert str(file) in result.output
