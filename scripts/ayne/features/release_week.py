"""Family `release_week`: theaters and gross of the first weekend, where box office charts are imported."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.options import FeatureOptions
from ayne.features.queries import run_query

CHARTS = "SELECT 1 FROM duckdb_tables() WHERE table_name = 'box_office_releases'"


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row a dated movie; all null in a database without box office charts."""
    openings = "no_openings" if db.query(CHARTS).is_empty() else "openings"
    return run_query(db, options, "release_week", facts="facts", openings=openings).sort("tmdb_id")
