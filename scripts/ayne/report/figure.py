"""What every figure of the report is: a table, how it is drawn, and a title that says what it shows."""

from dataclasses import dataclass

import polars as pl

from ayne.charts.spec import Chart

# Of fewer movies a share or an error is mostly chance.
FEWEST = 5


@dataclass(frozen=True)
class ReportFigure:
    """A figure of the report before it is drawn."""

    title: str
    table: pl.DataFrame
    chart: Chart
    note: str = ""


def budgets(band: str) -> str:
    """Return `budgets of $3M to $10M`, `budgets under $3M`."""
    band = in_dollars(band)
    return f"budgets {band}" if band.startswith("under") else f"budgets of {band}"


def in_dollars(band: str) -> str:
    """Return a band's name with the unit in it: `$3M to $10M` of `3M to 10M`."""
    return " ".join(f"${word}" if word[0].isdigit() else word for word in band.split())
