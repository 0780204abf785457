"""How far the features of the newest year's movies are from those before."""

import polars as pl

from ayne.artifacts.drift import Drift, FeatureDrift
from ayne.champion.drift import CLOCKS
from ayne.charts.spec import Chart
from ayne.core.config_sections import DriftLimits
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("drift",)


def figure(inputs: Inputs) -> ReportFigure:
    """Draw each feature's distance, the greatest first; what counts years is left out."""
    return changed_features(Drift.read(inputs["drift"]))


def changed_features(drift: Drift) -> ReportFigure:
    """Return the figure of a drift: each distance in its limit, so that what is beyond 1 is what the title counts."""
    compared = [row for row in drift.features if not row.moves_by_itself and row.feature not in CLOCKS]
    shown = sorted(compared, key=lambda row: (-in_limits(row, drift.limits), row.feature))
    table = pl.DataFrame(
        [
            {"feature": row.feature, "in_limits": in_limits(row, drift.limits), "psi": row.psi, "is_above": row.above}
            for row in shown
        ],
        schema={"feature": pl.String, "in_limits": pl.Float64, "psi": pl.Float64, "is_above": pl.Boolean},
    )
    above = sum(row.above for row in shown)
    chart = Chart(
        kind="bars", x="feature", y="in_limits", unit="distance, in limits", format="number2",
        rows=max(12, above), reference=1,
    )  # fmt: skip
    if not shown:
        return ReportFigure("There are no features to compare", table, chart)
    period = f"the movies of {drift.newest.from_:%Y-%m} to {drift.newest.to:%Y-%m}"
    return ReportFigure(_title(above, len(shown), shown[0].feature, period), table, chart, _note(drift, len(shown)))


def in_limits(row: FeatureDrift, limits: DriftLimits) -> float:
    """Return how far a feature has moved: the greater of its two distances (PSI, KS), each over its limit."""
    return max(row.psi / limits.psi, row.ks.statistic / limits.ks if row.ks else 0.0)


def _title(above: int, compared: int, first: str, period: str) -> str:
    if not above:
        return f"None of {compared} features of {period} is unlike those before; furthest is {first}"
    are = "is" if above == 1 else "are"
    return f"{above} of {compared} features of {period} {are} unlike those before, most of all {first}"


def _note(drift: Drift, compared: int) -> str:
    note = (
        f"The dashed line is the limit: a population stability index of {drift.limits.psi:g} or a Kolmogorov-Smirnov "
        f"statistic of {drift.limits.ks:g}, whichever is nearer."
    )
    others = len(drift.features) - compared
    return f"{note} {others} features that move by themselves every year are left out." if others else note
