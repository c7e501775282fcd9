"""Bar charts: what is drawn, and where the grid lines stand. templates/console/charts.html draws; beside it stands the table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True)
class Chart:
    """Bars of one or two series, one of each for every label."""

    title: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[int]]

    @property
    def ticks(self) -> list[int]:
        """0 and up to five round numbers above it, the last one not below the longest bar."""
        most = max((value for values in self.series.values() for value in values), default=0)
        steps = (base * 10**power for power in count() for base in (1, 2, 5))
        step = next(step for step in steps if step * 5 >= most)
        return list(range(0, max(most, 1) + step, step))

    @property
    def top(self) -> int:
        """What the whole height or width stands for."""
        return self.ticks[-1]
