"""Each test movie through its horizons, beside what it earned in the end."""

from collections.abc import Mapping

import polars as pl

from ayne.horizons.cells import BEFORE, HORIZONS, TARGETS, Cell
from ayne.horizons.coherence import AMOUNTS

# How many days after the first Sunday a forecast is made: on the Monday.
MONDAYS = {"opening_weekend": 1, "second_weekend": 8}


def timeline(
    forecasts: Mapping[Cell, pl.DataFrame], amounts: pl.DataFrame, cut_off_days: Mapping[str, int]
) -> pl.DataFrame:
    """Return one row per test movie, amount and horizon, in their order, whole nominal US dollars.

    `forecast_on`: the first day on which the forecast could be made; null where no chart says when the Monday was.
    """
    parts = [
        table.filter(pl.col("split") == "test").with_columns(
            target=pl.lit(cell.target), horizon=pl.lit(cell.horizon)
        )
        for cell, table in forecasts.items()
    ]  # fmt: skip
    facts = amounts.select("tmdb_id", "title", "first_sunday")
    rows = pl.concat(parts).join(facts, on="tmdb_id", how="left", maintain_order="left")
    return (
        rows.with_columns(forecast_on=_forecast_on(cut_off_days))
        .sort(
            "release_date", "tmdb_id",
            pl.col("target").cast(pl.Enum(TARGETS)), pl.col("horizon").cast(pl.Enum(HORIZONS)),
        )
        .select(
            "tmdb_id", "title", "release_date", "target", "horizon", "forecast_on",
            *(pl.col(name).round(0).cast(pl.Int64) for name in (*AMOUNTS, "actual_usd")),
        )
    )  # fmt: skip


def _forecast_on(cut_off_days: Mapping[str, int]) -> pl.Expr:
    day: pl.Expr = pl.lit(None, dtype=pl.Date)
    for horizon in HORIZONS:
        if horizon in BEFORE:
            on = pl.col("release_date") - pl.duration(days=cut_off_days[horizon])
        else:
            on = pl.col("first_sunday") + pl.duration(days=MONDAYS[horizon])
        day = pl.when(pl.col("horizon") == horizon).then(on).otherwise(day)
    return day
