"""`understand`: JSON lines with messages in, JSON lines with what they mean out."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from bot.commands.json_lines import answer_each_line
from models.duties import Candidate, rank
from models.packs import PackError, read_pack
from models.vocabulary import roster_of, vocabulary_of
from nlp.evidence import evidence_of
from nlp.understand import Interpretation, interpret
from nlp.understanding import Understanding

OFFICES = Path(__file__).parents[2] / "offices"


PUBLISHED = {
    "free_times": "calendar",
    "absence": "other",
    "help": "other",
    "my_data": "other",
    "delete_data": "other",
}
"""What the chat tells apart beyond the published intents, under the name that outsiders know."""


@click.command("understand")
@click.option("--office", metavar="SLUG", help="Read offices/SLUG.yaml, or the --pack of this office.")
@click.option(
    "--pack", "pack_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Read this pack."
)
@click.option("--at", metavar="ISO", required=True, help="The moment the messages are written, with its zone.")
@click.option(
    "--explain", is_flag=True, help="Add the words that gave each value, what is unsure, and why each candidate."
)
def understand_command(office: str | None, pack_file: Path | None, at: str, *, explain: bool) -> None:
    """Read {"id","text"} lines and write {"id","intent",…,"supervisors","when","mode"} lines."""
    if office is None and pack_file is None:
        raise click.UsageError("give --office or --pack")
    file = pack_file or OFFICES / f"{office}.yaml"
    if not file.exists():
        raise click.UsageError(
            f"no office {office!r}: offices/ has {', '.join(sorted(one.stem for one in OFFICES.glob('*.yaml')))}"
        )
    try:
        pack = read_pack(file)
    except PackError as error:
        raise click.ClickException(str(error)) from error
    if office not in (None, pack.office.slug):
        raise click.UsageError(f"{file} is the pack of {pack.office.slug}, not of {office}")
    try:
        now = datetime.fromisoformat(at)
    except ValueError:
        now = None
    if now is None or now.tzinfo is None:
        raise click.UsageError("--at wants a moment with its zone, such as 2026-11-23T09:00:00+07:00")
    vocabulary, roster = vocabulary_of(pack), roster_of(pack)

    def read(text: str) -> dict[str, Any]:
        found = interpret(text, vocabulary, now)
        candidates = rank(found.meaning, roster)
        return answer(found.meaning, candidates) | (explained(found, candidates) if explain else {})

    answer_each_line("text", read)


def answer(meaning: Understanding, candidates: Sequence[Candidate]) -> dict[str, Any]:
    """The fields of one line: what the message means in the published words, and who should take it, best first."""
    return {
        "intent": PUBLISHED.get(meaning.intent, meaning.intent),
        "learning_area": meaning.learning_area,
        "function": meaning.function,
        "area": meaning.area,
        "supervisors": [candidate.officer for candidate in candidates],
        "when": meaning.when.as_dict() if meaning.when else None,
        "mode": meaning.mode,
    }


def explained(found: Interpretation, candidates: Sequence[Candidate]) -> dict[str, Any]:
    """What else it says when asked why: what is worth a question, the words behind each field, and why who should take it."""
    return {
        "unsure": list(found.meaning.unsure),
        "evidence": [evidence._asdict() for evidence in evidence_of(found)],
        "reasons": {candidate.officer: candidate.reasons for candidate in candidates},
    }
