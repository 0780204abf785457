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
    "runtime_min": "runtime", "original_language": "language", "us_certification": "US certification",
    "budget_usd": "budget", "worldwide_gross_usd": "worldwide gross", "domestic_gross_usd": "domestic gross",
    "opening_weekend_usd": "opening weekend", "imdb_id": "IMDb id", "collection_id": "series",
}  # fmt: skip


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the share of movies of which each key column is known."""
    shares = Completeness.read(inputs["completeness"]).by_table.get("movies", {})
    rows = [{"value": words, "share_known": shares.get(column, 0.0)} for column, words in KEY_COLUMNS.items()]
    table = pl.DataFrame(rows).sort("share_known", "value", descending=[True, False])
    chart = Chart(kind="bars", x="value", y="share_known", unit="share of all movies", format="percent")
    note = "A movie that belongs to no series has none: that is no gap." if shares else ""
    return ReportFigure(_title(table), table, chart, note)


def _title(table: pl.DataFrame) -> str:
    """Say which value is known of the fewest movies, and which of none; a movie without a series lacks nothing."""
    gaps = table.filter(pl.col("value") != KEY_COLUMNS["collection_id"])
    none = ", ".join(gaps.filter(pl.col("share_known") == 0)["value"])
    known = gaps.filter(pl.col("share_known") > 0)
    if known.is_empty():
        return "None of these is known of any movie"
    least = known.row(-1, named=True)
    sentence = f"known least is the {least['value']}, of {percent(least['share_known'])} of the movies"
    return f"No movie has a known {none}; of the rest, {sentence}" if none else f"K{sentence[1:]}"
