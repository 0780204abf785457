"""The movies, to be searched and sorted."""

from pathlib import Path
from typing import Any

from ayne.charts.wording import SPACE
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
    ("Forecast", "usd"),
    ("80 % from", "usd"),
    ("80 % to", "usd"),
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


def said(value: Any, kind: str) -> str:
    """Return a cell as `page.js` writes it."""
    if value is None:
        return UNKNOWN
    if kind == "usd":
        return f"${value:,}"
    if kind == "number":
        return f"{value:,}"
    if kind == "percent":
        return f"{100 * value:.0f}{SPACE}%"
    if kind == "times":
        return f"{value:.2f}"
    return f"{value:.1f}" if kind == "decimal" else str(value)
