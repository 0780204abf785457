"""Family `text`: the form of the title.

The title is the one in use at the fetch; few movies are renamed after their release. Overview and tagline are edited
later, see `annotations`; what is fitted on words belongs to a model's own pipeline.
"""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie."""
    return run_query(db, options, "text").sort("tmdb_id")
