"""The target of another amount, in the columns that the models' target has, so that all of a study works on it."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query
from ayne.horizons.cells import WIDE_THEATERS, WORLDWIDE


def build_amounts(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie, sorted by `tmdb_id`: what it grossed by when, in nominal US dollars."""
    return run_query(db, options, "amounts", facts="facts").sort("tmdb_id")


def is_wide(amounts: pl.DataFrame) -> pl.Series:
    """Tell row by row whether the movie opened in so many theaters that its release was a wide one."""
    return (amounts["opening_theaters"] >= WIDE_THEATERS).fill_null(value=False)


def target_table(target: pl.DataFrame, amounts: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return `target` with the amount called `name` in the place of the worldwide gross.

    Scored and trained on are movies whose amount is known; scored ones have a budget and a worldwide gross as received
    as well, so that all targets are scored on movies of one kind.
    """
    if name == WORLDWIDE:
        return target
    both = target.join(amounts.drop("release_date"), on="tmdb_id", how="left", maintain_order="left")
    known = (pl.col(name) > 0).fill_null(value=False)
    amount = pl.when(known).then(pl.col(name))
    return both.select(
        *(pl.col(column) for column in target.columns if column not in REPLACED),
        revenue_received_usd=amount,
        worldwide_gross_usd=amount,
        ln_gross_real_received=(amount * pl.col("deflator")).log(),
        is_scored=pl.col("is_scored") & known,
        is_scored_clean=pl.col("is_scored_clean") & known,
        is_trained_on=known,
    ).select(target.columns)


REPLACED = (
    "revenue_received_usd", "worldwide_gross_usd", "ln_gross_real_received", "is_scored", "is_scored_clean",
    "is_trained_on",
)  # fmt: skip
