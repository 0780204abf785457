"""Family `release_week`: theaters and gross of the first weekend, where box office charts are imported."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row a dated movie; all null where no chart names it."""
    return run_query(db, options, "release_week", facts="facts").sort("tmdb_id")
