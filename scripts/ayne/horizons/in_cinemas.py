"""`upcoming.csv` of a study with horizons: the movies in cinemas as well, and the smaller amounts of each."""

import polars as pl

from ayne.horizons.cells import AFTER, TARGETS, WORLDWIDE
from ayne.horizons.coherence import AMOUNTS, column_of

ENDS = AMOUNTS[1:]


def with_horizons(upcoming: pl.DataFrame, by_horizon: pl.DataFrame, payback_multiple: float) -> pl.DataFrame:
    """Add to the forecasts of the movies to come those in cinemas, and the amounts of each, by release date, then id.

    A movie in cinemas is forecast as on the Monday that its charts reach, without reasons; `by_horizon` are the rows of
    `upcoming_by_horizon.csv`. A movie to come keeps the published model's forecast, and its smaller amounts are cut to
    that, so that the amounts of a row agree.
    """
    smaller = [name for name in TARGETS if name != WORLDWIDE and name in by_horizon.columns]
    amounts = by_horizon.select("tmdb_id", *(column_of(target, name) for target in smaller for name in AMOUNTS))
    movies = pl.concat([upcoming, _in_cinemas(by_horizon, payback_multiple)], how="diagonal_relaxed")
    joined = movies.join(amounts, on="tmdb_id", how="left", maintain_order="left")
    cut = [
        pl.when(pl.col(column).is_not_null()).then(pl.min_horizontal(column, name)).alias(column)
        for target in smaller
        for name in AMOUNTS
        for column in (column_of(target, name),)
    ]
    return joined.with_columns(cut).sort("release_date", "tmdb_id")


def _in_cinemas(by_horizon: pl.DataFrame, payback_multiple: float) -> pl.DataFrame:
    """Return the movies whose opening is in the charts, in the columns that a movie to come has, but for reasons."""
    worldwide = {name: column_of(WORLDWIDE, name) for name in AMOUNTS}
    if WORLDWIDE not in by_horizon.columns:
        return by_horizon.clear().select("tmdb_id")
    movies = by_horizon.filter(pl.col("horizon").is_in(AFTER), pl.col(WORLDWIDE).is_not_null())
    return movies.select(
        "tmdb_id", "title", "release_date", "horizon", "budget_usd", **worldwide, prob_payback="prob_payback",
        break_even_budget_usd=(pl.col(WORLDWIDE) / payback_multiple).round(0).cast(pl.Int64),
    )  # fmt: skip
