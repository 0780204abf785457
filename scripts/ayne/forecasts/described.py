"""`upcoming.parquet`: what each movie to come was forecast from, so that a later forecast can be held against it."""

from typing import Any

import polars as pl

from ayne.database.movie_names import Names
from ayne.explanations.sentences import Subject

ROLES = ("director", "writer", "cast", "company", "franchise")
NAMED = "named_"
FACTS = ("title", "budget_usd", "deflator")


def described(features: pl.DataFrame, movies: pl.DataFrame, names: Names) -> pl.DataFrame:
    """Return the features of each movie, then `title`, `budget_usd`, `deflator` and whom it names by role."""
    lists = {
        f"{NAMED}{role}": pl.Series(
            [list(names.get(key, {}).get(role, ())) for key in movies["tmdb_id"]], dtype=pl.List(pl.String)
        )
        for role in ROLES
    }
    return pl.concat([features, movies.select(FACTS)], how="horizontal").with_columns(**lists)


def features_in(table: pl.DataFrame) -> pl.DataFrame:
    """Return the features alone, with `tmdb_id` and `release_date`."""
    return table.drop(*FACTS, *(f"{NAMED}{role}" for role in ROLES))


def subject_of(row: dict[str, Any]) -> Subject:
    """Return what is spoken of a row of the table."""
    names = {role: row[f"{NAMED}{role}"] for role in ROLES}
    return Subject(row, row["release_date"], row["deflator"], row["budget_usd"], names)
