"""Each test movie's gross against its forecast."""

import polars as pl

from ayne.charts.spec import Chart
from ayne.charts.wording import percent
from ayne.evaluation.scores import score
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("champion", "predictions")


def figure(inputs: Inputs) -> ReportFigure:
    """Draw a dot a test movie, both axes logarithmic."""
    test = pl.read_parquet(inputs.by_model("predictions")[inputs.champion]).filter(pl.col("split") == "test")
    inside = pl.col("actual_usd").is_between(pl.col("lower_80"), pl.col("upper_80")).fill_null(value=False)
    interval = pl.when(inside).then(pl.lit("inside its 80\N{NO-BREAK SPACE}% interval")).otherwise(pl.lit("outside"))
    table = test.select(
        "tmdb_id", "release_date", pl.col("predicted_usd").round(), "actual_usd", interval.alias("interval")
    ).sort("interval", "tmdb_id")
    chart = Chart(
        kind="points", x="predicted_usd", y="actual_usd", series="interval", unit="actual worldwide gross", log=True,
        format="usd", x_format="usd", x_name="forecast worldwide gross", rows=100_000, diagonal=True,
    )  # fmt: skip
    scores = score(test)
    within, coverage = scores["within_factor_2"], scores["coverage_80"]
    held = "" if coverage is None else f"; the 80 % interval held for {percent(coverage)}"
    title = f"{percent(within or 0)} of the forecasts were within a factor of two of what the movie grossed{held}"
    return ReportFigure(title, table, chart)
