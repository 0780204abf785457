"""The movies, to be searched and sorted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ayne.charts.wording import SPACE, short_dollars
from ayne.database import DuckDBClient
from ayne.report.sections.section import UNKNOWN, Section

# The page stays small enough for a phone; all movies are in results/exports/.
MOST = 5000
FIRST = 25
COLUMNS = (
    ("Movie", "text"),
    ("Released", "date"),
    ("Genre", "text"),
    ("Budget", "usd"),
    ("Gross", "usd"),
    ("Gross in budgets", "times"),
    ("Forecast", "about"),
    ("80 % from", "about"),
    ("80 % to", "about"),
    ("IMDb", "decimal"),
    ("Votes", "number"),
)
_QUERY = """
    SELECT
        m.title,
        m.release_date::VARCHAR,
        m.genres[1],
        m.production_budget_usd,
        m.worldwide_gross_usd,
        round(m.worldwide_gross_usd / m.production_budget_usd, 2),
        round(f.predicted_usd)::BIGINT,
        round(f.lower_80)::BIGINT,
        round(f.upper_80)::BIGINT,
        round(m.imdb_rating, 1),
        m.tmdb_votes
    FROM movie_facts AS m
    LEFT JOIN read_parquet(?) AS f ON f.tmdb_id = m.movie_id
    ORDER BY m.tmdb_votes DESC NULLS LAST, m.movie_id
    LIMIT ?
"""


def movies_section(database: Path, predictions: Path) -> Section:
    """Return the part on the movies with most votes; forecasts are of models that had not seen the movie."""
    with DuckDBClient(database, threads=1) as db:
        rows = db.connection.execute(_QUERY, [str(predictions), MOST]).fetchall()
        total = db.connection.execute("SELECT count(*) FROM movies").fetchall()[0][0]
    table = sortable_table("movies", "Movies", COLUMNS, [list(row) for row in rows])
    return Section("movies", "The movies", {"table": table, "total": total, "shown": len(rows)})


def sortable_table(
    name: str, label: str, columns: tuple[tuple[str, str], ...], rows: list[list[Any]]
) -> dict[str, Any]:
    """Return what `parts/table.html.j2` makes a table of that is searched and sorted: kinds are those of `page.js`."""
    kinds = [kind for _, kind in columns]
    first = [[said(value, kind) for value, kind in zip(row, kinds, strict=True)] for row in rows[:FIRST]]
    return {"name": name, "label": label, "columns": columns, "rows": rows, "first": first, "page": FIRST}


# As `page.js` writes them.
SAY: dict[str, Callable[[Any], str]] = {
    "usd": lambda value: f"${value:,}",
    "about": short_dollars,
    "number": lambda value: f"{value:,}",
    "percent": lambda value: f"{100 * value:.0f}{SPACE}%",
    "times": lambda value: f"{value:.2f}",
    "decimal": lambda value: f"{value:.1f}",
}


def said(value: Any, kind: str) -> str:
    """Return a cell of a kind of `SAY`; others are text."""
    return UNKNOWN if value is None else SAY.get(kind, str)(value)
