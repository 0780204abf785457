"""Family `release_week`: theaters and gross of the first weekend, where box office charts are imported."""

import math
from typing import Any

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.as_of import MovieFacts, Past
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie; all null where no chart names it."""
    return run_query(db, options, "release_week", facts="facts").sort("tmdb_id")


def of_movie(movie: MovieFacts, past: Past) -> dict[str, Any]:
    """Return the columns of one movie; without its second weekend, its gross to date is by the first Sunday."""
    weekends = movie.weekends
    if weekends is None:
        return {"is_opening_weekend_missing": True}
    deflator, opening = past.deflator(past.cut_off(movie)), weekends.opening_usd
    by_sunday = opening if weekends.second_usd else weekends.gross_to_date_usd or opening
    theaters = weekends.opening_theaters
    return {
        "opening_theaters": theaters,
        "log_opening_weekend_real": round(math.log(opening * deflator), 6),
        "log_opening_per_theater_real": round(math.log(opening * deflator / theaters), 6) if theaters else None,
        "log_gross_to_first_sunday_real": round(math.log(by_sunday * deflator), 6),
        "is_opening_weekend_missing": False,
    }
