"""Family `form`: how often the earlier movies of people, companies and franchise were hits, and their trend."""

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import KEYS
from ayne.features.track_records import FORM, role_records

ROLES = {"people": ("director", "writer", "cast"), "companies": ("company",), "franchise": ("franchise",)}
READS = {"companies": {"majors": "majors"}}


def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return one row per dated movie; null in a role that names nobody, and a trend also where it is of no two movies.

    The first movie of a collection looks as one in none, see `ayne.features.franchise`.
    """
    tables = []
    for links, roles in ROLES.items():
        records = role_records(db, options, links, roles, only=("movie_count", *FORM), **READS.get(links, {}))
        tables.append(records.select(*KEYS, *(_form(role) for role in roles)))
    first, *others = tables
    return pl.concat([first, *(table.drop(KEYS) for table in others)], how="horizontal")


def _form(role: str) -> pl.Expr:
    columns = pl.col(*(f"{role}_{name}" for name in FORM))
    return pl.when(pl.col("franchise_movie_count") > 0).then(columns) if role == "franchise" else columns
