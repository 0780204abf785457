"""By how much each feature family moves a forecast."""

import math

import polars as pl

from ayne.artifacts.importance import Importance
from ayne.charts.spec import Chart
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("importance",)


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the factor of each family on the average movie."""
    families = Importance.read(inputs["importance"]).by_family
    table = pl.DataFrame(
        [{"family": entry.name, "factor": math.exp(entry.value)} for entry in families],
        schema={"family": pl.String, "factor": pl.Float64},
    )
    chart = Chart(kind="bars", x="family", y="factor", unit="factor on a typical test movie", format="times")
    if table.is_empty():
        return ReportFigure("The champion uses no features", table, chart)
    first = table.row(0, named=True)
    title = f"The family “{first['family']}” moves forecasts most: by a factor of {first['factor']:.1f}, up or down"
    note = "A factor of 1 is no effect. From contributions (SHAP) to ln of the gross."
    return ReportFigure(title, table, chart, note)
