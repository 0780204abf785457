"""How often the intervals held, by budget."""

import polars as pl

from ayne.artifacts.metrics import Metrics
from ayne.champion.band_claims import holds_least, too_small
from ayne.charts.spec import Chart
from ayne.evaluation.bands import FEWEST, in_dollars
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("champion", "metrics")


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the share of test movies inside their intervals, beside what the intervals promise."""
    metrics = Metrics.read(inputs.by_model("metrics")[inputs.champion])
    bands = metrics.bands(FEWEST)
    rows = [
        {
            "budget": f"{in_dollars(band.band)} ({band.n})",
            "share_inside_80": band.coverage_80,
            "share_inside_90": band.coverage_90,
            "n": band.n,
            "width_factor_80": band.width_factor_80,
        }
        for band in bands
        if band.coverage_80 is not None
    ]
    schema = {"budget": pl.String, "share_inside_80": pl.Float64, "share_inside_90": pl.Float64}
    table = pl.DataFrame(rows, schema_overrides=schema) if rows else pl.DataFrame(schema=schema)
    chart = Chart(
        kind="bars", x="budget", y="share_inside_80", also="share_inside_90", unit="share of movies inside",
        format="percent", reference=0.8, y_name="80 % interval", also_name="90 % interval",
    )  # fmt: skip
    if not rows:
        return ReportFigure("There are no intervals: too few years to calibrate them", table, chart)
    note = ". ".join(
        filter(None, ["The dashed line is the promised 80 %; in brackets the test movies", too_small(metrics)])
    )
    return ReportFigure(holds_least(bands, 80), table, chart, f"{note}.")
