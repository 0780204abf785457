"""How the run of a wide release declines from weekend to weekend."""

import polars as pl

from ayne.charts.spec import Chart
from ayne.charts.wording import percent
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("decline",)
SCHEMA = {"week": pl.Int64, "median_share": pl.Float64, "lower_80": pl.Float64, "upper_80": pl.Float64}


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the median share of the opening weekend by week, and the range of 8 in 10 releases."""
    chart = Chart(
        kind="lines", x="week", y="median_share", low="lower_80", high="upper_80", format="percent", x_format="number",
        unit="share of the opening weekend", x_name="weekend", y_name="half of the releases are above",
    )  # fmt: skip
    tables = [pl.read_csv(path, schema_overrides=SCHEMA) for path in inputs.files["decline"]]
    table = pl.concat(tables) if tables else pl.DataFrame(schema=SCHEMA)
    second = table.filter(pl.col("week") == 2)
    if second.is_empty():
        return ReportFigure("No charts tell how a run declines", pl.DataFrame(schema=SCHEMA), chart)
    share, low, high = second.select("median_share", "lower_80", "upper_80").row(0)
    title = (
        f"The second weekend takes {percent(share)} of the first, in 8 of 10 releases {percent(low)} to {percent(high)}"
    )
    note = "Wide releases before the test years, Friday to Sunday. A release that has left the charts counts as 0."
    return ReportFigure(title, table, chart, note)
