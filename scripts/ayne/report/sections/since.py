"""Since last time: forecasts that have moved since an earlier snapshot, and why."""

from typing import Any

import polars as pl

from ayne.charts.wording import TIMES, short_dollars
from ayne.forecasts.moved import SCHEMA
from ayne.report.inputs import Inputs
from ayne.report.section import UNKNOWN, Section

PLACE = 35
READS = ("moved",)
MOST = 25


def section(inputs: Inputs) -> Section:
    """Return the part on `moved.csv`: those that moved most, how many are new, released or gone."""
    moved = pl.read_csv(inputs["moved"], schema_overrides=SCHEMA)
    both = moved.filter(status="moved")
    factors = both["factor"]
    values = {
        "is_compared": bool(moved.height),
        "counts": dict(moved["status"].value_counts().iter_rows()),
        "up": int((factors > 1).sum()),
        "down": int((factors < 1).sum()),
        "rows": [_row(row) for row in both.filter(pl.col("factor") != 1).head(MOST).iter_rows(named=True)],
        "others": [_row(row) for row in moved.filter(pl.col("status") != "moved").head(MOST).iter_rows(named=True)],
    }
    return Section("since", "What has moved since last time?", values, menu="Moved")


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": row["title"] or "untitled",
        "release": row["release_date"],
        "status": row["status"],
        "why": row["why"] or UNKNOWN,
        **{name: _dollars(row[f"{name}_usd"]) for name in ("previous", "predicted")},
        **{name: _times(row[name]) for name in ("factor", "people_factor", "facts_factor", "model_factor")},
    }


def _dollars(value: float | None) -> str:
    return UNKNOWN if value is None else short_dollars(value)


def _times(value: float | None) -> str:
    return UNKNOWN if value is None else f"{TIMES}{value:.2f}"
