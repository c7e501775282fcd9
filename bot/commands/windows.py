"""`windows`: JSON lines with time expressions of manuals in, JSON lines with their windows in a fiscal year out."""

from typing import Any

import click

from bot.commands.common import buddhist_year
from bot.commands.json_lines import answer_each_line
from nlp.deadlines import read_windows


@click.command()
@click.option("--fiscal-year", type=buddhist_year, required=True, help="Buddhist era; 2570 begins on 1 October 2026.")
def windows(fiscal_year: int) -> None:
    """Read {"id","expr"} lines and write {"id","kind","windows","duration_months"} lines."""

    def answer(expression: str) -> dict[str, Any]:
        reading = read_windows(expression, fiscal_year)
        return {
            "kind": reading.kind,
            "windows": [[first.isoformat(), last.isoformat()] for first, last in reading.windows],
            "duration_months": reading.duration_months,
        }

    answer_each_line("expr", answer)
