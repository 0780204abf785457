"""The error of each model beside the baselines' and, where it is known, the optimum."""

from collections.abc import Mapping

import polars as pl

from ayne.charts.spec import Chart
from ayne.charts.wording import percent
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs
from ayne.report.score_tables import score_table

READS = ("champion", "metrics", "predictions", "target", "truth")
KINDS = {"the formula": "best possible", "champion": "champion", "model": "model", "baseline": "baseline"}


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the test error of each, without the amounts in a wrong unit."""
    table = pl.DataFrame(
        [{"model": row.name, "kind": KINDS[row.kind], "rmse_log": row.rmse_log_clean} for row in score_table(inputs)],
        schema={"model": pl.String, "kind": pl.String, "rmse_log": pl.Float64},
    ).sort("rmse_log", "model")
    error = {row["kind"]: row["rmse_log"] for row in table.drop_nulls().sort("rmse_log").rows(named=True)[::-1]}
    chart = Chart(
        kind="bars", x="model", y="rmse_log", series="kind", unit="RMSE of ln(gross), test movies", format="number2"
    )
    return ReportFigure(_title(error), table, chart, "Amounts in a wrong unit are left out. Lower is better.")


def _title(error: Mapping[str, float]) -> str:
    champion, baseline, best = (error.get(kind) for kind in ("champion", "baseline", "best possible"))
    if champion is None or baseline is None:
        return "The error of each model"
    if best is None:
        return f"The champion's error is {percent(1 - champion / baseline)} below the better baseline's"
    way = (baseline - champion) / (baseline - best) if baseline > best else 1.0
    return f"The champion goes {percent(way)} of the way from the better baseline to the best possible forecast"
