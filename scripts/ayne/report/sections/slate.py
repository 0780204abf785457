"""The slate: all upcoming movies as one ranked table, to be searched and sorted."""

from typing import Any

from ayne.artifacts.payback import PaybackScores
from ayne.artifacts.slate_scores import SlateScores
from ayne.report.inputs import Inputs
from ayne.report.section import Section
from ayne.report.sections.upcoming import read_upcoming
from ayne.report.sortable_table import sortable_table

PLACE = 30
READS = ("champion", "payback", "upcoming", "slates")
# On a phone the first three are in sight.
COLUMNS = (
    ("Movie", "text"),
    ("Forecast", "usd"),
    ("Chance of payback", "percent"),
    ("80 % from", "usd"),
    ("80 % to", "usd"),
    ("Budget", "usd"),
    ("Breaks even at", "usd"),
    ("Release", "date"),
)
# Further movies would make the page too heavy; all are in the file.
MOST = 2000


def section(inputs: Inputs) -> Section:
    """Return the part on the movies of `upcoming.csv`, the highest forecasts first."""
    movies = read_upcoming(inputs["upcoming"]).sort(
        "predicted_usd", descending=True, nulls_last=True, maintain_order=True
    )
    rows = [_row(movie) for movie in movies.head(MOST).rows(named=True)]
    values = {
        "total": movies.height,
        "multiple": PaybackScores.read(inputs.by_model("payback")[inputs.champion]).multiple,
        "table": sortable_table("slate", "Upcoming movies", COLUMNS, rows),
        "sums": SlateScores.parse_optional(inputs["slates"].read_bytes(), inputs["slates"]),
    }
    return Section("slate", "The slate, ranked", values, menu="Slate")


def _row(movie: dict[str, Any]) -> list[Any]:
    low, high, forecast, budget, even = (
        _whole(movie[name]) for name in ("lower_80", "upper_80", "predicted_usd", "budget_usd", "break_even_budget_usd")
    )
    chance = movie["prob_payback"]
    return [movie["title"], forecast, chance, low, high, budget, even, movie["release_date"].isoformat()]


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
