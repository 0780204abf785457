"""Family `companies`: how many production companies, which majors, and their track records as of the cut-off."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query
from ayne.features.track_records import role_records


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row a dated movie; null where TMDB names no company, or no major."""
    records = role_records(db, options, "companies", ("company", "major"), majors="majors")
    studio = run_query(db, options, "major_studio", majors="majors")
    unused = pl.exclude("major_entity_count", "major_movie_count", "major_gross_count", "major_years_since_last")
    counted = records.select(unused).rename({"company_entity_count": "company_count"})
    return counted.join(studio, on="tmdb_id", how="left", maintain_order="left")
