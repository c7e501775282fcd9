"""LINE's rate limits: a token bucket for every channel, method and path."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds."""

    requests: int
    seconds: float


PER_SECOND_2000 = Rate(2000, 1)
PER_SECOND_370 = Rate(370, 1)
PER_SECOND_200 = Rate(200, 1)
PER_SECOND_100 = Rate(100, 1)
PER_SECOND_10 = Rate(10, 1)
PER_MINUTE_1000 = Rate(1000, 60)
PER_HOUR_100 = Rate(100, 3600)
PER_HOUR_60 = Rate(60, 3600)
PER_HOUR_3 = Rate(3, 3600)


class Buckets:
    """Token buckets that hold one period's requests and fill evenly. LINE doesn't tell how large its buckets are."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str], tuple[float, float]] = {}  # tokens left, and when that was

    def take(self, key: tuple[str, str], rate: Rate, now: float) -> bool:
        """Take one token; False when the bucket is empty."""
        left, at = self._buckets.get(key, (float(rate.requests), now))
        refill = max(0.0, now - at) * rate.requests / rate.seconds
        left = min(float(rate.requests), left + refill)
        taken = left >= 1.0
        self._buckets[key] = (left - 1.0 if taken else left, now)
        return taken

    def clear(self) -> None:
        """Fill all buckets."""
        self._buckets.clear()
