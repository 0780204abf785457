"""How many forecasts are within a factor of two, by budget."""

import polars as pl

from ayne.artifacts.metrics import Metrics
from ayne.charts.spec import Chart
from ayne.charts.wording import percent
from ayne.report.figure import FEWEST, ReportFigure, budgets, in_dollars
from ayne.report.inputs import Inputs

READS = ("champion", "metrics")


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the share of test movies forecast within a factor of two."""
    bands = Metrics.read(inputs.by_model("metrics")[inputs.champion]).bands(FEWEST)
    rows = [
        {"budget": f"{in_dollars(band.band)} ({band.n})"}
        | {key: getattr(band, key) for key in ("n", "within_factor_2", "rmse_log", "mdape", "bias_log")}
        for band in bands
    ]
    schema = {"budget": pl.String, "within_factor_2": pl.Float64}
    chart = Chart(
        kind="bars", x="budget", y="within_factor_2", unit="share of forecasts within a factor of 2", format="percent"
    )
    if not rows:
        return ReportFigure("Too few test movies to tell by budget", pl.DataFrame(schema=schema), chart)
    worst, best = (pick(bands, key=lambda band: band.within_factor_2) for pick in (min, max))
    title = (
        f"Forecasts fail most at {budgets(worst.band)}: {percent(worst.within_factor_2)} within a factor of two, "
        f"against {percent(best.within_factor_2)} at {budgets(best.band)}"
    )
    table = pl.DataFrame(rows, schema_overrides=schema)
    return ReportFigure(title, table, chart, "In brackets the number of test movies.")
