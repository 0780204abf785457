"""Of how many movies each key column is known."""

import polars as pl

from ayne.artifacts.quality import Completeness
from ayne.charts.spec import Chart
from ayne.charts.wording import percent
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("completeness",)
# What an analyst asks first whether it is known.
KEY_COLUMNS = {
    "runtime_min": "runtime",
    "original_language": "language",
    "us_certification": "US certification",
    "budget_usd": "budget",
    "worldwide_gross_usd": "worldwide gross",
    "domestic_gross_usd": "domestic gross",
    "opening_weekend_usd": "opening weekend",
    "imdb_id": "IMDb id",
    "collection_id": "series",
}


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the share of movies of which each key column is known."""
    shares = Completeness.read(inputs["completeness"]).by_table.get("movies", {})
    rows = [{"value": words, "share_known": shares.get(column, 0.0)} for column, words in KEY_COLUMNS.items()]
    table = pl.DataFrame(rows).sort("share_known", "value", descending=[True, False])
    chart = Chart(kind="bars", x="value", y="share_known", unit="share of all movies", format="percent")
    least = table.row(-1, named=True)
    title = f"Known least is the {least['value']}, of {percent(least['share_known'])} of the movies"
    note = "A movie that belongs to no series has none: that is no gap." if shares else ""
    return ReportFigure(title, table, chart, note)
