"""Family `content`: genres, certificate, runtime, languages, countries and title.

Left out on purpose: keywords, overview and tagline, which volunteers go on editing, most of all for hits.
"""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row a dated movie."""
    return run_query(db, options, "content").sort("tmdb_id")
