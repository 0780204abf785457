"""Family `reception`: votes, ratings and awards as of the fetch. They explain a gross and forecast none."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie, upcoming ones with what they have so far."""
    return run_query(db, options, "reception").sort("tmdb_id")
