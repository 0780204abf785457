"""Track records as of a movie's cut-off: of its people, its companies, its franchise."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.as_of import MovieFacts, Past
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import KEYS, dated_movies, run_query

# Of `summary.sql`, but those of the family `form`.
STATISTICS = (
    "entity_count", "movie_count", "gross_count", "shrunk_log_gross", "best_log_gross", "max_log_gross",
    "latest_log_gross", "shrunk_log_multiple", "mean_log_budget", "mean_log_domestic_gross", "years_since_last",
)  # fmt: skip
# Left to the family `form`.
FORM = ("shrunk_hit_share", "log_gross_trend")


def role_records(
    db: DuckDBClient,
    options: FeatureOptions,
    family: str,
    roles: Sequence[str],
    leave_out: Sequence[str] = FORM,
    only: Sequence[str] = (),
    records: str = "records",
    **earlier: str,
) -> pl.DataFrame:
    """Return one row per dated movie with columns `{role}_{statistic}`.

    The query `family` has the roles; it may read the queries of `earlier`. The statistics are those of `summary.sql`
    but for `leave_out`, or `only` some of them. `records` is the query that finds them: `records`, or `records_by_day`.
    A movie that names nobody in a role has null in all columns of that role; one that names a debut has counts of 0.
    """
    queries = {"facts": "facts", **earlier, "links": family, "records": records, "market": "market"}
    selected = ", ".join(["tmdb_id", "role", *only]) if only else f"* EXCLUDE ({', '.join(leave_out)})"
    summary = run_query(db, options, "summary", columns=selected, **queries)
    table = dated_movies(db)
    for role in roles:
        columns = {name: f"{role}_{name}" for name in summary.columns if name not in {"role", *KEYS}}
        of_role = summary.filter(pl.col("role") == role).drop("role").rename(columns)
        table = table.join(of_role, on="tmdb_id", how="left", maintain_order="left")
    return table


def role_columns(
    past: Past, role: str, movie: MovieFacts, leave_out: Sequence[str] = ("entity_count",)
) -> dict[str, Any]:
    """Return one movie's columns `{role}_{statistic}`; all null in a role that names nobody."""
    statistics = past.summary(role, movie) or dict.fromkeys(STATISTICS)
    return {f"{role}_{name}": value for name, value in statistics.items() if name not in leave_out}
