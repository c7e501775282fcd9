"""How long the picture of the fiscal year 2570 takes and how large it is, for each office.

The floors are LINE's: at most 10 MB for the picture, 1 MB for its preview; and ours: drawn in two seconds.
"""

import sys
import time
from datetime import date
from pathlib import Path

from bot.pictures import PREVIEW_HEIGHT, PREVIEW_WIDTH, as_png, year_picture
from models.annual_plan import PhaseRun, RunState, described
from models.fiscal_plan import plan_of_year, school_calendar
from models.packs import read_pack

PACKS = Path(__file__).parents[1] / "offices"
TODAY = date(2026, 11, 23)
MOST_SECONDS, MOST_BYTES, MOST_PREVIEW_BYTES = 2.0, 10_000_000, 1_000_000


def main() -> None:
    """Print a row for each office; exit 1 when a floor is missed."""
    missed = False
    print(f"{'office':<22}{'bars':>6}{'drawn ms':>10}{'again ms':>10}{'KB':>7}{'preview KB':>12}")
    for file in sorted(PACKS.glob("*.yaml")):
        bars, first, again, size, preview = measured(file)
        print(
            f"{file.stem:<22}{bars:>6}{first * 1000:>10.0f}{again * 1000:>10.2f}{size / 1000:>7.0f}{preview / 1000:>12.0f}"
        )
        missed |= first > MOST_SECONDS or size > MOST_BYTES or preview > MOST_PREVIEW_BYTES
    sys.exit(missed)


def measured(file: Path) -> tuple[int, float, float, int, int]:
    """(bars, seconds to draw, seconds to have it again, bytes, bytes of the preview)."""
    pack = read_pack(file)
    planned = plan_of_year(pack, 2570, school_calendar(pack.settings.school_terms))
    runs = [
        PhaseRun(
            process=one.process,
            phase=one.phase,
            part=one.part,
            state=RunState.PLANNED if one.window else RunState.UNDATED,
            starts_on=one.window and one.window[0],
            ends_on=one.window and one.window[1],
        )
        for one in planned
    ]
    phases = described(pack, runs)
    begun = time.perf_counter()
    picture = as_png(year_picture(pack.office.short_th, phases, 2570, TODAY))
    drawn = time.perf_counter()
    as_png(year_picture(pack.office.short_th, phases, 2570, TODAY))
    again = time.perf_counter()
    preview = as_png(year_picture(pack.office.short_th, phases, 2570, TODAY, PREVIEW_HEIGHT), PREVIEW_WIDTH)
    bars = sum(one.window is not None for one in planned)
    return bars, drawn - begun, again - drawn, len(picture), len(preview)


if __name__ == "__main__":
    main()
