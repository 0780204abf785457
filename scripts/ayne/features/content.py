"""Family `content`: genres, certificate, runtime, languages, countries and title.

Left out on purpose: keywords, overview and tagline, which volunteers go on editing, most of all for hits.
"""

from typing import Any

import polars as pl

from ayne.core.movie_codes import GENRES
from ayne.database import DuckDBClient
from ayne.features.as_of import MovieFacts, Past
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie."""
    return run_query(db, options, "content").sort("tmdb_id")


# As in `content.sql`.
GENRE_IDS = {name.lower().replace(" ", "_"): genre_id for genre_id, name in GENRES.items()}


def of_movie(movie: MovieFacts, past: Past) -> dict[str, Any]:  # noqa: ARG001
    """Return the columns of one movie; what is not given is unknown."""
    genres, countries = set(movie.genre_ids), set(movie.country_codes)
    return {
        **{f"genre_{name}": genre in genres if genres else None for name, genre in GENRE_IDS.items()},
        "genre_count": len(genres) or None,
        "us_certification": movie.us_certification,
        "runtime_min": movie.runtime_min,
        "is_runtime_missing": movie.runtime_min is None,
        "original_language": movie.original_language,
        "is_english": None if movie.original_language is None else movie.original_language == "en",
        "language_count": len(set(movie.language_codes)) or None,
        "country_count": len(countries) or None,
        "is_us_production": "US" in countries if countries else None,
        "title_length": len(movie.title),
    }
