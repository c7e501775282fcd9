"""A hundred messages of ours with labels, written before any other set was seen: how well they are understood."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.commands.understand import understand_command
from tests.nlp import scoring

OWN = Path(__file__).parent / "data/own_messages.jsonl"
LINES: list[dict[str, Any]] = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def predictions() -> list[dict[str, Any]]:
    """What the command says of each message."""
    arguments = ["--office", "nakhonsawan", "--at", "2026-11-23T09:00:00+07:00"]
    result = CliRunner().invoke(understand_command, arguments, input=OWN.read_text(encoding="utf-8"))
    return [json.loads(line) for line in result.output.splitlines()]


def test_every_line_is_answered_in_order(predictions: list[dict[str, Any]]) -> None:
    assert [said["id"] for said in predictions] == [line["id"] for line in LINES]


def test_the_right_supervisor_comes_first(predictions: list[dict[str, Any]]) -> None:
    assert scoring.top1(LINES, predictions) >= 0.97


def test_nobody_is_proposed_where_there_is_nothing_to_choose(predictions: list[dict[str, Any]]) -> None:
    assert scoring.abstention(LINES, predictions) >= 0.97


def test_intents_are_told_apart(predictions: list[dict[str, Any]]) -> None:
    assert scoring.intents(LINES, predictions) >= 0.95


@pytest.mark.parametrize("field", ["learning_area", "function", "area", "mode"])
def test_slots_are_filled_with_what_was_said(predictions: list[dict[str, Any]], field: str) -> None:
    assert scoring.f1(field, LINES, predictions) >= 0.95


def test_wished_times_are_read_and_no_others(predictions: list[dict[str, Any]]) -> None:
    wrong = [line["text"] for line, said in zip(LINES, predictions, strict=True) if said["when"] != line["when"]]
    assert len(wrong) <= 2, wrong
