"""Family `second_weekend`: gross, theaters and drop of the second weekend, where daily charts are imported."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row a dated movie; all null where no chart has both weekends."""
    return run_query(db, options, "second_weekend", facts="facts").sort("tmdb_id")
