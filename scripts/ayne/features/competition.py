"""Family `competition`: what else is announced for the two weeks before and after the release.

The catalogue holds each movie's final date and budget; that they were announced a week before is assumed.
"""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie; the movie is not its own competitor."""
    return run_query(db, options, "competition", facts="facts").sort("tmdb_id")
