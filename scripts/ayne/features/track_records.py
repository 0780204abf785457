"""Track records as of a movie's cut-off: of its people, its companies, its franchise."""

from collections.abc import Sequence

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import KEYS, dated_movies, run_query

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
    """Return one row a dated movie with columns `{role}_{statistic}`.

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
