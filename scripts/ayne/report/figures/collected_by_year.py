"""How many movies of each year are there, and of how many the gross is known."""

import polars as pl

from ayne.charts.spec import Chart
from ayne.charts.wording import percent
from ayne.database import DuckDBClient
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("database",)
QUERY = """
    SELECT release_year, CASE WHEN worldwide_gross_usd IS NULL THEN 'gross unknown' ELSE 'gross known' END AS kind,
        count(*) AS movies
    FROM movies WHERE release_year IS NOT NULL GROUP BY ALL ORDER BY kind, release_year
"""


def figure(inputs: Inputs) -> ReportFigure:
    """Count movies by year of release, with and without a worldwide gross."""
    with DuckDBClient(inputs["database"], threads=1) as db:
        table = db.query(QUERY)
    released = table.filter(pl.col("release_year") <= inputs.snapshot.year)
    known = int(released.filter(pl.col("kind") == "gross known")["movies"].sum())
    share = known / max(int(released["movies"].sum()), 1)
    chart = Chart(
        kind="columns", x="release_year", y="movies", series="kind", unit="movies", x_name="year of release", rows=1000
    )
    last = int(released["release_year"].max() or inputs.snapshot.year)  # type: ignore[arg-type]
    title = f"The worldwide gross is known of {percent(share)} of the movies released by {last}"
    return ReportFigure(title, table, chart)
