"""The movies that are not out yet, with what they are forecast to earn and why."""

from typing import Any

import polars as pl

from ayne.artifacts.payback import PaybackScores
from ayne.charts.wording import percent, short_dollars
from ayne.report.inputs import Inputs
from ayne.report.section import Section
from ayne.report.sortable_table import sortable_table

PLACE = 40
READS = ("champion", "payback", "upcoming")
COLUMNS = (
    ("Movie", "text"),
    ("Release", "date"),
    ("Budget", "usd"),
    ("Forecast", "usd"),
    ("80 % from", "usd"),
    ("80 % to", "usd"),
    ("Chance to pay", "percent"),
    ("Breaks even at", "usd"),
)
# Further movies would make the page too heavy; all are in the file.
MOST = 2000
# The highest forecasts are shown in full, with reasons and similar movies.
IN_FULL = 4


def section(inputs: Inputs) -> Section:
    """Return the part on the movies of `upcoming.csv`, the highest forecasts first."""
    movies = pl.read_csv(inputs["upcoming"], infer_schema_length=None).sort(
        "predicted_usd", "tmdb_id", descending=[True, False], nulls_last=True
    )
    rows = [_row(movie) for movie in movies.head(MOST).rows(named=True)]
    values = {
        "total": movies.height,
        "multiple": PaybackScores.read(inputs.by_model("payback")[inputs.champion]).multiple,
        "in_full": [_in_full(movie) for movie in movies.head(IN_FULL).rows(named=True)],
        "table": sortable_table("upcoming", "Upcoming movies", COLUMNS, rows),
    }
    return Section("upcoming", "What will the next movies earn?", values)


def _row(movie: dict[str, Any]) -> list[Any]:
    amounts = [_whole(movie[name]) for name in ("budget_usd", "predicted_usd", "lower_80", "upper_80")]
    even = _whole(movie["break_even_budget_usd"])
    return [movie["title"], movie["release_date"], *amounts, movie["prob_payback"], even]


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _in_full(movie: dict[str, Any]) -> dict[str, Any]:
    chance = movie["prob_payback"]
    words = short_dollars(movie["predicted_usd"])
    if movie["lower_80"] is not None:
        words += ", with 80\N{NO-BREAK SPACE}% probability between "
        words += f"{short_dollars(movie['lower_80'])} and {short_dollars(movie['upper_80'])}"
    if chance is not None:
        words += (
            f"; it pays with a probability of {percent(chance)} at a budget of {short_dollars(movie['budget_usd'])}"
        )
    return {
        "title": movie["title"],
        "release": movie["release_date"],
        "words": words,
        "reasons": _numbered(movie, "reason"),
        "similar": _numbered(movie, "similar"),
    }


def _numbered(movie: dict[str, Any], name: str) -> list[str]:
    return [value for key, value in movie.items() if key.startswith(f"{name}_") and value]
