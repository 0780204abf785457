"""The figures of the report: each a table, how it is drawn, and a title that says what it shows."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ayne.charts.draw import draw
from ayne.charts.spec import Chart
from ayne.charts.svg import write_svg
from ayne.charts.wording import percent
from ayne.core.files import read_json, write_json, write_text
from ayne.database import DuckDBClient
from ayne.evaluation.scores import score
from ayne.questions.answer import NO_FIGURE
from ayne.report.score_tables import ScoreRow

# What an analyst asks first whether it is known.
KEY_COLUMNS = {
    "runtime_min": "runtime",
    "original_language": "language",
    "us_certification": "US certification",
    "budget_usd": "budget",
    "worldwide_gross_usd": "worldwide gross",
    "domestic_gross_usd": "domestic gross",
    "opening_weekend_usd": "opening weekend",
    "imdb_id": "IMDb id",
    "collection_id": "series",
}
# Of fewer movies a share or an error is mostly chance.
FEWEST = 5


@dataclass(frozen=True)
class ReportFigure:
    """A figure of the report before it is drawn."""

    title: str
    table: pl.DataFrame
    chart: Chart
    note: str = ""


def write_figures(figures: Mapping[str, ReportFigure], folder: Path, titles: Path, source: str) -> None:
    """Write each figure as `{name}.svg` and its data as `{name}.csv`, and all titles and notes as one JSON file."""
    for name, figure in figures.items():
        drawn = draw(figure.table, figure.chart) or NO_FIGURE
        write_svg(folder / f"{name}.svg", drawn, title=figure.title, source=source)
        numbers = figure.table.with_columns(pl.col(pl.Float64).round_sig_figs(6))
        write_text(folder / f"{name}.csv", numbers.write_csv(float_scientific=False))
    write_json(titles, {name: {"title": figure.title, "note": figure.note} for name, figure in figures.items()})


def collected_by_year(database: Path, snapshot: date) -> ReportFigure:
    """Count movies by year of release, with and without a worldwide gross."""
    query = """
        SELECT release_year, CASE WHEN worldwide_gross_usd IS NULL THEN 'gross unknown' ELSE 'gross known' END AS kind,
            count(*) AS movies
        FROM movies WHERE release_year IS NOT NULL GROUP BY ALL ORDER BY kind, release_year
    """
    with DuckDBClient(database, threads=1) as db:
        table = db.query(query)
    released = table.filter(pl.col("release_year") <= snapshot.year)
    known = int(released.filter(pl.col("kind") == "gross known")["movies"].sum()) / max(
        int(released["movies"].sum()), 1
    )
    chart = Chart(kind="columns", x="release_year", y="movies", series="kind", unit="movies", x_name="year of release")
    last = int(released["release_year"].max() or snapshot.year)  # type: ignore[arg-type]
    title = f"The worldwide gross is known of {percent(known)} of the movies released by {last}"
    return ReportFigure(title, table, chart.model_copy(update={"rows": 1000}))


def known_values(completeness: Path) -> ReportFigure:
    """Draw the share of movies of which each key column is known."""
    shares = read_json(completeness)["by_table"].get("movies", {})
    rows = [{"value": said, "share_known": shares.get(column, 0.0)} for column, said in KEY_COLUMNS.items()]
    table = pl.DataFrame(rows).sort("share_known", "value", descending=[True, False])
    chart = Chart(kind="bars", x="value", y="share_known", unit="share of all movies", format="percent")
    least = table.row(-1, named=True)
    title = f"Known least is the {least['value']}, of {percent(least['share_known'])} of the movies"
    note = "A movie that belongs to no series has none: that is no gap." if shares else ""
    return ReportFigure(title, table, chart, note)


def models_compared(rows: list[ScoreRow]) -> ReportFigure:
    """Draw the error of each model beside the baselines' and, where it is known, the optimum."""
    kinds = {"the formula": "best possible", "champion": "champion", "model": "model", "baseline": "baseline"}
    table = pl.DataFrame(
        [{"model": row.name, "kind": kinds.get(row.kind, row.kind), "rmse_log": row.rmse_log_clean} for row in rows],
        schema={"model": pl.String, "kind": pl.String, "rmse_log": pl.Float64},
    ).sort("rmse_log", "model")
    error = {row["kind"]: row["rmse_log"] for row in table.drop_nulls().sort("rmse_log").rows(named=True)[::-1]}
    chart = Chart(
        kind="bars", x="model", y="rmse_log", series="kind", unit="RMSE of ln(gross), test movies", format="number2"
    )
    title = _compared(error)
    return ReportFigure(title, table, chart, "Amounts in a wrong unit are left out. Lower is better.")


def _compared(error: Mapping[str, float]) -> str:
    champion, baseline, best = (error.get(kind) for kind in ("champion", "baseline", "best possible"))
    if champion is None or baseline is None:
        return "The error of each model"
    if best is None:
        return f"The champion's error is {percent(1 - champion / baseline)} below the better baseline's"
    way = (baseline - champion) / (baseline - best) if baseline > best else 1.0
    return f"The champion goes {percent(way)} of the way from the better baseline to the best possible forecast"


def forecast_and_actual(test: pl.DataFrame) -> ReportFigure:
    """Draw each test movie's gross against its forecast, both logs."""
    inside = pl.col("actual_usd").is_between(pl.col("lower_80"), pl.col("upper_80")).fill_null(value=False)
    said = pl.when(inside).then(pl.lit("inside its 80\N{NO-BREAK SPACE}% interval")).otherwise(pl.lit("outside"))
    table = test.select(
        "tmdb_id", "release_date", pl.col("predicted_usd").round(), "actual_usd", said.alias("interval")
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


def error_by_budget(bands: list[dict[str, Any]]) -> ReportFigure:
    """Draw the share of test movies forecast within a factor of two, by budget."""
    shown = [band for band in bands if band["n"] >= FEWEST]
    rows = [
        {"budget": f"{band['band']} ({band['n']})"}
        | {key: band[key] for key in ("n", "within_factor_2", "rmse_log", "mdape", "bias_log")}
        for band in shown
    ]
    table = pl.DataFrame(rows, schema_overrides={"budget": pl.String, "within_factor_2": pl.Float64})
    chart = Chart(
        kind="bars", x="budget", y="within_factor_2", unit="share of forecasts within a factor of 2", format="percent"
    )
    if not shown:
        return ReportFigure("Too few test movies to tell by budget", pl.DataFrame(schema=_EMPTY_BANDS), chart)
    worst = min(shown, key=lambda band: band["within_factor_2"])
    best = max(shown, key=lambda band: band["within_factor_2"])
    title = (
        f"Forecasts fail most at {budgets(worst['band'])}: {percent(worst['within_factor_2'])} within a factor of two, "
        f"against {percent(best['within_factor_2'])} at {budgets(best['band'])}"
    )
    return ReportFigure(title, table, chart, "In brackets the number of test movies.")


def budgets(band: str) -> str:
    """Return `budgets of $3M to $10M`, `budgets under $3M`."""
    band = in_dollars(band)
    return f"budgets {band}" if band.startswith("under") else f"budgets of {band}"


def in_dollars(band: str) -> str:
    """Return a band's name with the unit in it: `$3M to $10M` of `3M to 10M`."""
    return " ".join(f"${word}" if word[0].isdigit() else word for word in band.split())


_EMPTY_BANDS = {"budget": pl.String, "within_factor_2": pl.Float64}


def coverage_by_budget(bands: list[dict[str, Any]]) -> ReportFigure:
    """Draw how often the intervals held, by budget, beside what they promise."""
    rows = [
        {
            "budget": band["band"],
            "share_inside_80": band["coverage_80"],
            "share_inside_90": band["coverage_90"],
        }
        | {"n": band["n"], "width_factor_80": band["width_factor_80"]}
        for band in bands
        if band["n"] >= FEWEST and band["coverage_80"] is not None
    ]
    schema = {"budget": pl.String, "share_inside_80": pl.Float64, "share_inside_90": pl.Float64}
    table = pl.DataFrame(rows, schema_overrides=schema) if rows else pl.DataFrame(schema=schema)
    chart = Chart(
        kind="bars", x="budget", y="share_inside_80", also="share_inside_90", unit="share of movies inside",
        format="percent", reference=0.8, y_name="80 % interval", also_name="90 % interval",
    )  # fmt: skip
    if not rows:
        return ReportFigure("There are no intervals: too few years to calibrate them", table, chart)
    low = min(rows, key=lambda row: row["share_inside_80"])
    title = f"The 80 % interval holds least at {budgets(low['budget'])}: for {percent(low['share_inside_80'])}"
    return ReportFigure(title, table, chart, "The dashed line is the promised 80 %.")


def error_by_year(test: pl.DataFrame) -> ReportFigure:
    """Draw the error of the test movies by year of release."""
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


def drivers(importance: Path) -> ReportFigure:
    """Draw by how much each feature family moves a forecast on the average movie."""
    found = read_json(importance)["by_family"]
    table = pl.DataFrame(
        [{"family": entry["name"], "factor": math.exp(entry["value"])} for entry in found],
        schema={"family": pl.String, "factor": pl.Float64},
    )
    chart = Chart(kind="bars", x="family", y="factor", unit="factor on a typical test movie", format="times")
    if table.is_empty():
        return ReportFigure("The champion uses no features", table, chart)
    first = table.row(0, named=True)
    title = f"The family “{first['family']}” moves forecasts most: by a factor of {first['factor']:.1f}, up or down"
    note = "A factor of 1 is no effect. From contributions (SHAP) to ln of the gross."
    return ReportFigure(title, table, chart, note)


def drivers_shuffled(importance: Path) -> ReportFigure:
    """Draw how much worse the walk-forward forecasts get when a family is shuffled."""
    table = pl.DataFrame(
        read_json(importance)["permutation"], schema={"family": pl.String, "rmse_log_rise": pl.Float64}
    )
    chart = Chart(kind="bars", x="family", y="rmse_log_rise", unit="rise of RMSE of ln(gross)", format="number2")
    if table.is_empty():
        return ReportFigure("The champion uses no features", table, chart)
    first = table.row(0, named=True)
    title = f"Without “{first['family']}” the error would rise most, by {first['rmse_log_rise']:.2f}"
    return ReportFigure(title, table, chart, "A family whose features others can stand in for costs little.")
