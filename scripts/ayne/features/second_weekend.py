"""Family `second_weekend`: gross, theaters and drop of the second weekend, where daily charts are imported."""

import math
from typing import Any

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.as_of import MovieFacts, Past
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie; all null where no chart has both weekends."""
    return run_query(db, options, "second_weekend", facts="facts").sort("tmdb_id")


def of_movie(movie: MovieFacts, past: Past) -> dict[str, Any]:
    """Return the columns of one movie."""
    weekends = movie.weekends
    if weekends is None or weekends.second_usd is None:
        return {"is_second_weekend_missing": True}
    deflator, to_date = past.deflator(past.cut_off(movie)), weekends.gross_to_date_usd
    return {
        "log_second_weekend_real": round(math.log(weekends.second_usd * deflator), 6),
        "second_weekend_drop": round(1 - weekends.second_usd / weekends.opening_usd, 6),
        "log_gross_to_second_sunday_real": round(math.log(to_date * deflator), 6) if to_date else None,
        "is_second_weekend_missing": False,
    }
