"""How the tables differ from those of an earlier snapshot."""

import polars as pl

from ayne.artifacts.quality import Change, TableDrift
from ayne.charts.spec import Chart
from ayne.charts.wording import number
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs
from ayne.report.moved_shares import moved_shares, points

READS = ("quality_drift",)


def figure(inputs: Inputs) -> ReportFigure:
    """Draw by how many points the share of known values of a column moved, the greatest changes first."""
    return changed_since_snapshot(TableDrift.read(inputs["quality_drift"]))


def changed_since_snapshot(drift: TableDrift) -> ReportFigure:
    """Return the figure of a drift."""
    moved = moved_shares(drift)
    table = pl.DataFrame(
        [{"column": name, "points": 100 * (now - before), "before": before, "now": now} for name, before, now in moved],
        schema={"column": pl.String, "points": pl.Float64, "before": pl.Float64, "now": pl.Float64},
    )
    chart = Chart(
        kind="bars", x="column", y="points", unit="points of the share with a value", format="number2", rows=12
    )
    return ReportFigure(_title(drift, moved), table, chart)


def _title(drift: TableDrift, moved: list[tuple[str, float, float]]) -> str:
    if not drift.is_compared:
        return "There is no earlier snapshot to compare with"
    movies = drift.rows.get("movies", Change(before=None, now=None))
    before_and_now = [number(movies.before or 0), number(movies.now or 0)]
    grown = f"{before_and_now[1]} movies instead of {before_and_now[0]}"
    if before_and_now[0] == before_and_now[1]:
        grown = f"{before_and_now[1]} movies as before"
    if not moved:
        return f"Since the earlier snapshot: {grown}, and the same share of values known"
    name, before, now = moved[0]
    return f"Since the earlier snapshot: {grown}; most changed is {name}, by {points(now - before)}"
