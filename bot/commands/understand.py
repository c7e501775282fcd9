"""`understand`: JSON lines with messages in, JSON lines with what they mean out."""

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from models.duties import Roster, rank
from models.packs.read import read_pack
from models.vocabulary import roster_of, vocabulary_of
from nlp.matching import Vocabulary
from nlp.understand import understand

OFFICES = Path(__file__).parents[2] / "offices"


@click.command("understand")
@click.option("--office", metavar="SLUG", help="Read offices/SLUG.yaml.")
@click.option(
    "--pack", "pack_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read this pack instead."
)
@click.option("--at", metavar="ISO", required=True, help="The moment the messages are written, with its zone.")
@click.option("--explain", is_flag=True, help="Add the words that gave each value and the reasons of each candidate.")
def understand_command(office: str | None, pack_file: Path | None, at: str, *, explain: bool) -> None:
    """Read {"id","text"} lines and write {"id","intent",…,"supervisors","when","mode"} lines."""
    if (office is None) == (pack_file is None):
        raise click.UsageError("give one of --office and --pack")
    pack = read_pack(pack_file or OFFICES / f"{office}.yaml")
    now = datetime.fromisoformat(at)
    vocabulary, roster = vocabulary_of(pack), roster_of(pack)
    for line in sys.stdin.buffer:
        if line.strip():
            click.echo(json.dumps(_answer(line, vocabulary, roster, now, explain=explain), ensure_ascii=False))


def _answer(line: bytes, vocabulary: Vocabulary, roster: Roster, now: datetime, *, explain: bool) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        return {"id": None, "error": f"not JSON: {error}"}
    known = record.get("id") if isinstance(record, dict) else None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        return {"id": known, "error": 'not an object with a text, like {"id": "1", "text": "…"}'}
    meaning = understand(record["text"], vocabulary, now)
    candidates = rank(meaning, roster)
    answer = {
        "id": known,
        "intent": meaning.intent,
        "learning_area": meaning.learning_area,
        "function": meaning.function,
        "area": meaning.area,
        "supervisors": [candidate.officer for candidate in candidates],
        "when": meaning.when.as_dict() if meaning.when else None,
        "mode": meaning.mode,
    }
    if explain:
        answer["evidence"] = [asdict(evidence) for evidence in meaning.evidence]
        answer["reasons"] = {candidate.officer: candidate.reasons for candidate in candidates}
    return answer
