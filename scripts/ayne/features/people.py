"""Family `people`: track records of directors, writers and the top of the cast as of the cut-off."""

from typing import Any

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.as_of import MovieFacts, Past
from ayne.features.feature_options import FeatureOptions
from ayne.features.track_records import FORM, role_columns, role_records


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie; a person's record in one role says nothing about another role."""
    return role_records(db, options, "people", ("director", "writer", "cast"), leave_out=["entity_count", *FORM])


def of_movie(movie: MovieFacts, past: Past) -> dict[str, Any]:
    """Return the columns of one movie."""
    roles = ("director", "writer", "cast")
    return {name: value for role in roles for name, value in role_columns(past, role, movie).items()}
