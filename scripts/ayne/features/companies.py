"""Family `companies`: how many production companies, and their track records as of the cut-off."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.options import FeatureOptions
from ayne.features.records import role_records


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row a dated movie; null where TMDB names no company."""
    return role_records(db, options, "companies", ("company",)).rename({"company_entity_count": "company_count"})
