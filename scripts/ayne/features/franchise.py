"""Family `franchise`: the earlier movies of a movie's collection as of the cut-off.

TMDB makes a collection once there is a second movie, so that to be the first of one says how the movie did:
the first movie of a collection looks here exactly as a movie in none.
"""

from typing import Any

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.as_of import MovieFacts, Past
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import KEYS
from ayne.features.track_records import FORM, role_columns, role_records


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie; without an earlier movie the counts are 0 and the amounts null."""
    left_out = ["entity_count", "best_log_gross", "mean_log_domestic_gross", *FORM]
    records = role_records(db, options, "franchise", ("franchise",), leave_out=left_out)
    is_sequel = pl.col("franchise_movie_count").fill_null(0) > 0
    counts = pl.col("franchise_movie_count", "franchise_gross_count").fill_null(0)
    rest = pl.exclude(*KEYS, "franchise_movie_count", "franchise_gross_count")
    return records.select(*KEYS, is_sequel.alias("is_sequel"), counts, pl.when(is_sequel).then(rest))


def of_movie(movie: MovieFacts, past: Past) -> dict[str, Any]:
    """Return the columns of one movie."""
    left_out = ("entity_count", "best_log_gross", "mean_log_domestic_gross")
    columns = role_columns(past, "franchise", movie, leave_out=left_out)
    is_sequel = (columns["franchise_movie_count"] or 0) > 0
    counts = {name: columns.pop(name) or 0 for name in ("franchise_movie_count", "franchise_gross_count")}
    return {"is_sequel": is_sequel, **counts, **(columns if is_sequel else dict.fromkeys(columns))}
