"""How many forecasts are within a factor of two, by budget."""

import polars as pl

from ayne.artifacts.metrics import Metrics
from ayne.champion.band_claims import fails_most, too_small
from ayne.charts.spec import Chart
from ayne.evaluation.bands import FEWEST, in_dollars
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("champion", "metrics")


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the share of test movies forecast within a factor of two."""
    metrics = Metrics.read(inputs.by_model("metrics")[inputs.champion])
    bands = metrics.bands(FEWEST)
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
    table = pl.DataFrame(rows, schema_overrides=schema)
    note = ". ".join(filter(None, ["In brackets the number of test movies", too_small(metrics)]))
    return ReportFigure(fails_most(bands), table, chart, f"{note}.")
