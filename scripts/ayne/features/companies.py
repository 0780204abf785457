"""Family `companies`: how many production companies, which majors, and their track records as of the cut-off."""

from typing import Any

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.as_of import MovieFacts, Past
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query
from ayne.features.track_records import role_columns, role_records


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie; null where TMDB names no company, or no major."""
    records = role_records(db, options, "companies", ("company", "major"), majors="majors")
    studio = run_query(db, options, "major_studio", majors="majors")
    unused = pl.exclude("major_entity_count", "major_movie_count", "major_gross_count", "major_years_since_last")
    counted = records.select(unused).rename({"company_entity_count": "company_count"})
    return counted.join(studio, on="tmdb_id", how="left", maintain_order="left")


def of_movie(movie: MovieFacts, past: Past) -> dict[str, Any]:
    """Return the columns of one movie."""
    major = role_columns(
        past, "major", movie, leave_out=("entity_count", "movie_count", "gross_count", "years_since_last")
    )
    named = bool(movie.links.get("company"))
    return {
        "company_count": len(movie.links.get("company", ())) or None,
        **role_columns(past, "company", movie),
        "major_studio": (movie.studios[0] if movie.studios else "none") if named else None,
        "major_count": len(movie.studios) if named else None,
        **major,
    }
