"""How a run declines: each weekend's gross as a share of the opening's, with the range of 8 in 10 wide releases."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl

from ayne.database import DuckDBClient

SQL = Path(__file__).parents[1] / "sql" / "horizons" / "weekends.sql"
# Quantiles of fewer releases are chance.
FEWEST = 50
SCHEMA = {
    "week": pl.Int32, "releases": pl.Int64, "median_share": pl.Float64, "lower_80": pl.Float64,
    "upper_80": pl.Float64, "test_releases": pl.Int64, "test_inside_80": pl.Float64,
}  # fmt: skip


def read_weekends(db: DuckDBClient) -> pl.DataFrame:
    """Return one row per wide release and weekend: `tmdb_id, release_date, week, opening_weekend_usd, weekend_usd`."""
    return db.query(SQL.read_text(encoding="utf-8"))


def decline(weekends: pl.DataFrame, *, test_from: date, test_to: date) -> pl.DataFrame:
    """Return one row per week, the opening's as 1: the median share of the opening and the range of 8 in 10.

    They are those of the releases whose weekend was over by `test_from`; `test_inside_80` is the share of the test's
    within the range. A release that has left the charts has a share of 0.
    """
    shares = weekends.with_columns(share=pl.col("weekend_usd") / pl.col("opening_weekend_usd"))
    over = pl.col("release_date") + pl.duration(weeks=pl.col("week"))
    past = shares.filter(over + timedelta(days=7) <= test_from)
    curve = past.group_by("week").agg(
        releases=pl.len(),
        median_share=pl.col("share").median(),
        lower_80=pl.col("share").quantile(0.1),
        upper_80=pl.col("share").quantile(0.9),
    )
    curve = curve.filter(pl.col("releases") >= FEWEST)
    test = shares.filter(pl.col("release_date").is_between(test_from, test_to)).join(curve, on="week")
    inside = test.group_by("week").agg(
        test_releases=pl.len(), test_inside_80=pl.col("share").is_between("lower_80", "upper_80").mean()
    )
    table = curve.join(inside, on="week", how="left").sort("week")
    return table.with_columns(pl.col(pl.Float64).round(6)).select(
        pl.col(name).cast(kind) for name, kind in SCHEMA.items()
    )
