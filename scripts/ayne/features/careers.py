"""What everybody had made by a day: careers in memory, of which `as_of.py` asks, in whole millionths of a logarithm."""

import math
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

MILLIONTHS = 1_000_000
# No natural log of an amount is as small.
NONE = -(2**62)
AMOUNTS = ("gross", "multiple", "budget", "domestic")


class Careers:
    """The movies of every entity of one role, in the order of their release, with running sums."""

    def __init__(self, links: pl.DataFrame) -> None:
        """`links` has rows of `careers.sql`, of one role."""
        # Of several movies on one day the highest gross stands last.
        rows = links.sort("entity", "day", "gross", nulls_last=False)
        latest = rows.select(
            pl.col("gross").forward_fill().over("entity").alias("latest"),
            pl.col("gross").cum_max().forward_fill().over("entity").alias("most"),
        )
        self._days = array("i", rows["day"].to_list())
        self._latest = array("q", latest["latest"].fill_null(NONE).to_list())
        self._most = array("q", latest["most"].fill_null(NONE).to_list())
        counts = [rows[name].is_not_null().cast(pl.Int64).to_numpy() for name in AMOUNTS]
        sums = [rows[name].fill_null(0).to_numpy() for name in AMOUNTS]
        self._running = np.vstack(
            [np.zeros((1, 8), dtype=np.int64), np.cumsum(np.stack(counts + sums, axis=1), axis=0)]
        )
        spans = rows.select("entity").with_row_index().group_by("entity").agg(pl.len(), pl.col("index").min())
        self._spans = {entity: (first, first + n) for entity, n, first in spans.rows()}

    def record(self, entity: Any, cut_off: int, known_after: int) -> "Record":
        """Return what was known of an entity on the day `cut_off`: nothing of one without a movie."""
        first, end = self._spans.get(entity, (0, 0))
        # A release counts from the next day on, a gross from `known_after` days after it.
        released = bisect_left(self._days, cut_off, first, end)
        known = bisect_right(self._days, cut_off - known_after, first, end)
        n_gross, n_multiple, n_budget, n_domestic, gross, multiple, budget, domestic = (
            (self._running[known] - self._running[first]).tolist()
        )  # fmt: skip
        return Record(
            n_released=released - first,
            last_released=self._days[released - 1] if released > first else None,
            n_gross=n_gross, gross=gross, n_multiple=n_multiple, multiple=multiple,
            mean_budget=micro(budget / MILLIONTHS / n_budget) if n_budget else None,
            mean_domestic=micro(domestic / MILLIONTHS / n_domestic) if n_domestic else None,
            most=_or_none(self._most[known - 1]) if known > first else None,
            latest=_or_none(self._latest[known - 1]) if known > first else None,
        )  # fmt: skip


@dataclass(frozen=True)
class Record:
    """An entity's movies before a day: numbers, sums and means in millionths of a natural log; None without any."""

    n_released: int
    last_released: int | None
    n_gross: int
    gross: int
    n_multiple: int
    multiple: int
    mean_budget: int | None
    mean_domestic: int | None
    most: int | None
    latest: int | None


def _or_none(amount: int) -> int | None:
    return None if amount == NONE else amount


def micro(value: float) -> int:
    """Round to millionths, halves away from zero, as DuckDB casts to a decimal."""
    scaled = value * MILLIONTHS
    whole = math.trunc(scaled)
    return whole + (int(math.copysign(1, scaled)) if abs(scaled - whole) >= 0.5 else 0)


def log_dollars(usd: float, deflator: float) -> int:
    """Return the natural log of an amount in real dollars, in millionths."""
    return micro(math.log(usd * deflator))
