"""Family `money`: the budget in dollars of the base year."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row a dated movie."""
    return run_query(db, options, "money", facts="facts").sort("tmdb_id")
