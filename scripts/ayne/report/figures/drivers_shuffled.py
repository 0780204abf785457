"""How much worse the walk-forward forecasts get when a family is shuffled."""

import polars as pl

from ayne.artifacts.importance import Importance
from ayne.charts.spec import Chart
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("importance",)


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the rise of the error by family."""
    rises = Importance.read(inputs["importance"]).permutation
    table = pl.DataFrame(
        [(entry.family, entry.rmse_log_rise) for entry in rises],
        schema={"family": pl.String, "rmse_log_rise": pl.Float64},
        orient="row",
    )
    chart = Chart(kind="bars", x="family", y="rmse_log_rise", unit="rise of RMSE of ln(gross)", format="number2")
    if table.is_empty():
        return ReportFigure("The champion uses no features", table, chart)
    first = table.row(0, named=True)
    title = f"Without “{first['family']}” the error would rise most, by {first['rmse_log_rise']:.2f}"
    return ReportFigure(title, table, chart, "A family whose features others can stand in for costs little.")
