"""Family `money`: the budget in dollars of the base year, and against what its genres' movies cost lately."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row a dated movie."""
    return run_query(db, options, "money", facts="facts", genre_budget="genre_budget").sort("tmdb_id")
