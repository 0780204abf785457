"""How far the features of the newest year's movies are from those before."""

import polars as pl

from ayne.artifacts.drift import Drift
from ayne.champion.drift import CLOCKS
from ayne.charts.spec import Chart
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("drift",)


def figure(inputs: Inputs) -> ReportFigure:
    """Draw each feature's distance, the greatest first; what counts years is left out."""
    return changed_features(Drift.read(inputs["drift"]))


def changed_features(drift: Drift) -> ReportFigure:
    """Return the figure of a drift."""
    shown = [row for row in drift.features if row.feature not in CLOCKS]
    table = pl.DataFrame(
        [{"feature": row.feature, "psi": row.psi, "is_above": row.above} for row in shown],
        schema={"feature": pl.String, "psi": pl.Float64, "is_above": pl.Boolean},
    )
    chart = Chart(
        kind="bars", x="feature", y="psi", unit="population stability index", format="number2", rows=12,
        reference=drift.limits.psi,
    )  # fmt: skip
    if not shown:
        return ReportFigure("There are no features to compare", table, chart)
    above = sum(row.above for row in shown)
    period = f"the movies of {drift.newest.from_:%Y-%m} to {drift.newest.to:%Y-%m}"
    title = f"{above} of {len(shown)} features of {period} are unlike those before, most of all {shown[0].feature}"
    return ReportFigure(title, table, chart, "The dashed line is the limit; below 0.1 nothing has moved.")
