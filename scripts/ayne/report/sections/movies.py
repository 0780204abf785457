"""The movies, to be searched and sorted."""

from ayne.database import DuckDBClient
from ayne.report.inputs import Inputs
from ayne.report.section import Section
from ayne.report.sortable_table import sortable_table

PLACE = 80
READS = ("champion", "predictions", "database")
# The page stays small enough for a phone; all movies are in results/exports/.
MOST = 5000
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


def section(inputs: Inputs) -> Section:
    """Return the part on the movies with most votes; forecasts are of models that had not seen the movie."""
    predictions = inputs.by_model("predictions")[inputs.champion]
    with DuckDBClient(inputs["database"], threads=1) as db:
        rows = db.connection.execute(_QUERY, [str(predictions), MOST]).fetchall()
        total = db.connection.execute("SELECT count(*) FROM movies").fetchall()[0][0]
    table = sortable_table("movies", "Movies", COLUMNS, [list(row) for row in rows])
    return Section("movies", "The movies", {"table": table, "total": total, "shown": len(rows)}, menu="All movies")
