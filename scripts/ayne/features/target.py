"""The target: what each movie earned, which movies are scored, and which results are known at the snapshot."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build_target(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie, sorted by `tmdb_id`; real dollars = nominal dollars x `deflator`.

    `is_scored`: TMDB's budget and revenue are > 0 as received. `is_scored_clean`: both cleaned amounts are known.
    `is_trained_on`: the gross is in dollars, or it and the budget both are not.
    `is_known`: released so long before the snapshot that its gross counts as final.
    """
    return run_query(db, options, "target", facts="facts").sort("tmdb_id")
