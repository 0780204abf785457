"""Feature queries: SQL files joined to one statement, with the parameters that it names."""

import re
from pathlib import Path
from typing import Any

import polars as pl

from ayne.database import DuckDBClient
from ayne.features.cpi import deflators, read_cpi, read_recent
from ayne.features.feature_options import FeatureOptions

SQL_FOLDER = Path(__file__).parents[1] / "sql" / "features"
PARAMETER = re.compile(r"\$(\w+)")
KEYS = ["tmdb_id", "release_date"]


def sql_file(name: str) -> Path:
    """Return the file of the query called `name`."""
    return SQL_FOLDER / f"{name}.sql"


def run_query(
    db: DuckDBClient, options: FeatureOptions, query: str, /, *, columns: str = "*", **earlier: str
) -> pl.DataFrame:
    """Run a query that reads the results of earlier ones, given as the name it knows them by and their own name.

    `columns` is what is selected of it, as SQL: what nobody asks for is not computed. The rows come in no fixed order.
    """
    texts = {"movies_with_grosses": _whole_movies(db)} if "facts" in (query, *earlier.values()) else {}
    texts |= {alias: sql_file(name).read_text(encoding="utf-8") for alias, name in earlier.items()}
    texts["result"] = sql_file(query).read_text(encoding="utf-8")
    tables = ",\n".join(f"{alias} AS (\n{text})" for alias, text in texts.items())
    statement = f"WITH {tables}\nSELECT {columns} FROM result"
    values = parameters(options)
    return db.query(PARAMETER.sub("?", statement), params=[values[name] for name in PARAMETER.findall(statement)])


def _whole_movies(db: DuckDBClient) -> str:
    """Return the query of all movies with their grosses, which the leakage guard hides: only `facts.sql` dates them."""
    (database,) = db.connection.execute("SELECT current_database()").fetchall()[0]
    return f'FROM "{database}".main.movies'


def dated_movies(db: DuckDBClient) -> pl.DataFrame:
    """Return the keys of every movie with a release date, the unreleased ones included, sorted by `tmdb_id`."""
    return db.query(
        "SELECT movie_id AS tmdb_id, release_date FROM movies WHERE release_date IS NOT NULL ORDER BY movie_id"
    )


def parameters(options: FeatureOptions) -> dict[str, Any]:
    """Return every parameter that a feature query may name."""
    annual, recent = read_cpi(options.annual_prices), read_recent(options.recent_prices)
    prices = deflators(options.base_year, annual, recent, options.snapshot)
    return {
        "snapshot": options.snapshot,
        "cut_off_days": options.cut_off_days,
        "gross_known_after_days": options.gross_known_after_days,
        "prior_movies": options.prior_movies,
        "hit_multiple": options.hit_multiple,
        "competition_days": options.competition_days,
        "price_known_from": prices.known_from,
        "price_deflator": prices.factors,
    }
