"""The error of the test movies by year of release."""

import polars as pl

from ayne.charts.spec import Chart
from ayne.evaluation.bands import FEWEST
from ayne.evaluation.scores import score
from ayne.report.figure import ReportFigure
from ayne.report.inputs import Inputs

READS = ("champion", "predictions")


def figure(inputs: Inputs) -> ReportFigure:
    """Draw the error of each year that has test movies enough."""
    test = pl.read_parquet(inputs.by_model("predictions")[inputs.champion]).filter(pl.col("split") == "test")
    by_year = test.with_columns(release_year=pl.col("release_date").dt.year())
    rows = [
        {"release_year": year[0], "movies": part.height, "rmse_log": score(part)["rmse_log"]}
        for year, part in by_year.group_by("release_year")
        if part.height >= FEWEST
    ]
    schema = {"release_year": pl.Int32, "movies": pl.Int64, "rmse_log": pl.Float64}
    table = pl.DataFrame(rows, schema=schema).sort("release_year")
    chart = Chart(
        kind="columns", x="release_year", y="rmse_log", unit="RMSE of ln(gross)", format="number2", x_name="release"
    )
    if table.is_empty():
        return ReportFigure("Too few test movies to tell by year", table, chart)
    worst = table.sort("rmse_log", "release_year").row(-1, named=True)
    title = f"The error is highest for {worst['release_year']}: {worst['rmse_log']:.2f} over {worst['movies']} movies"
    return ReportFigure(title, table, chart, "Amounts as received. One in thousands adds much to its year.")
