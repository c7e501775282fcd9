"""Seven sets of messages of ours with labels: how well they are understood. docs/understanding.md has what each scored first."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.commands.understand import answer
from models.duties import Roster, rank
from models.packs import read_pack
from models.vocabulary import roster_of, vocabulary_of
from nlp.matching import Vocabulary
from nlp.understand import understand
from tests.nlp import scoring
from tests.nlp.conftest import MONDAY, OFFICES, Reader
from tests.nlp.when_notation import notation, read_table

DATA = Path(__file__).parent / "data"
SETS = (
    "own_messages",
    "second_messages",
    "third_messages",
    "fourth_messages",
    "fifth_messages",
    "sixth_messages",
    "seventh_messages",
)
Line = dict[str, Any]


@cache
def office(slug: str) -> tuple[Vocabulary, Roster]:
    pack = read_pack(OFFICES / f"{slug}.yaml")
    return vocabulary_of(pack), roster_of(pack)


@cache
def said_of(name: str) -> tuple[list[Line], list[Line]]:
    """The lines of a set, and what the command says of each."""
    lines = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    predictions = []
    for line in lines:
        vocabulary, roster = office(line.get("office", "nakhonsawan"))
        meaning = understand(line["text"], vocabulary, MONDAY)
        predictions.append(answer(meaning, rank(meaning, roster)))
    return lines, predictions


@pytest.mark.parametrize("name", SETS)
def test_the_right_supervisor_comes_first(name: str) -> None:
    assert scoring.top1(*said_of(name)) >= 0.97


@pytest.mark.parametrize("name", SETS)
def test_nobody_is_proposed_where_there_is_nothing_to_choose(name: str) -> None:
    assert scoring.abstention(*said_of(name)) >= 0.97


@pytest.mark.parametrize("name", SETS)
def test_intents_are_told_apart(name: str) -> None:
    assert scoring.intents(*said_of(name)) >= 0.95


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("field", ["learning_area", "function", "area", "mode"])
def test_slots_are_filled_with_what_was_said(name: str, field: str) -> None:
    assert scoring.f1(field, *said_of(name)) >= 0.95


@pytest.mark.parametrize("name", SETS)
def test_wished_times_are_read_and_no_others(name: str) -> None:
    lines, predictions = said_of(name)
    wrong = [
        line["text"]
        for line, said in zip(lines, predictions, strict=True)
        if said["when"] != line["when"] and "any:when" not in line["tags"]
    ]
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize(
    "table_name",
    ["when_second_and_third.txt", "when_fourth.txt", "when_fifth.txt", "when_sixth.txt", "when_seventh.txt"],
)
def test_a_time_is_read_whatever_the_message_is_about(read: Reader, table_name: str) -> None:
    table = read_table(table_name)
    wrong = [message for message, wish in table if notation(read(message).when) != wish]
    assert len(wrong) <= 2, wrong
