"""Family `annotations`: overview, tagline and keywords, which TMDB's volunteers go on editing, most of all for hits.

That a movie is a remake or an adaptation was known long before its release; that somebody had written it down was not.
"""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie; null where nothing is written."""
    return run_query(db, options, "annotations").sort("tmdb_id")
