"""The champion against every other model, by paired bootstrap."""

import polars as pl

from ayne.artifacts.comparison import Comparison
from ayne.charts.spec import Chart
from ayne.models.estimator import BASELINES
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs
from ayne.report.rivals import Rival, rivals

READS = ("champion", "comparison")


def figure(inputs: Inputs) -> ReportFigure:
    """Draw by how much each model's error on the test movies is above the champion's; baselines are too far off."""
    return champion_against_others(Comparison.read(inputs["comparison"]), inputs.champion)


def champion_against_others(comparison: Comparison, champion: str) -> ReportFigure:
    """Return the figure of a comparison."""
    others = [rival for rival in rivals(comparison, champion) if rival.model not in BASELINES]
    schema = {"model": pl.String, "gain": pl.Float64, "lower_95": pl.Float64, "upper_95": pl.Float64}
    rows = [{name: getattr(rival, name) for name in schema} | {"verdict": rival.verdict} for rival in others]
    table = pl.DataFrame(rows, schema=schema | {"verdict": pl.String})
    chart = Chart(
        kind="intervals", x="model", y="gain", low="lower_95", high="upper_95", format="number3", reference=0,
        unit="RMSE of ln(gross) above the champion's", y_name="difference, 95 % interval",
    )  # fmt: skip
    note = "Right of the dashed line the champion is better. Both are drawn again from the same movies, 2,000 times."
    if champion in BASELINES:
        return ReportFigure("The champion is a baseline", table.clear(), chart)
    return ReportFigure(_verdict_on(others, champion), table, chart, note if rows else "")


def _verdict_on(others: list[Rival], champion: str) -> str:
    """Say how many models the champion is surely better than, and of how many that is open."""
    if not others:
        return f"There is no other model to compare {champion} with"
    counted = {kind: sum(rival.verdict == kind for rival in others) for kind in ("worse", "better", "open")}
    surely = f"no model is surely better than {champion}"
    if counted["better"]:
        surely = (
            f"{counted['better']} of {len(others)} other models {_are(counted['better'])} surely better than {champion}"
        )
    return (
        f"On the test movies {surely}: {counted['worse']} {_are(counted['worse'])} surely worse, and with "
        f"{counted['open']} it may be luck"
    )


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
