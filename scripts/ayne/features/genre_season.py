"""Family `genre_season`: how the movie's genres have done in the season of its release, as of the cut-off."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.track_records import role_records


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie; null where TMDB names no genre."""
    return role_records(
        db, options, "genre_season", ("genre_season",), leave_out=["entity_count"], records="records_by_day"
    )
