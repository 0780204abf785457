"""What every figure of the report is: a table, how it is drawn, and a title that says what it shows."""

from dataclasses import dataclass

import polars as pl

from ayne.charts.spec import Chart


@dataclass(frozen=True)
class ReportFigure:
    """A figure of the report before it is drawn."""

    title: str
    table: pl.DataFrame
    chart: Chart
    note: str = ""
