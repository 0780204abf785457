"""Movies that are not out yet, or in cinemas now: all amounts of each at the last horizon that its facts reach."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from ayne.forecasts.forecast import PROBABILITY_DIGITS
from ayne.forecasts.refit import Refit
from ayne.horizons.cells import AFTER, HORIZONS, TARGETS, WORLDWIDE, Cell, horizon_of
from ayne.horizons.coherence import AMOUNTS, column_of
from ayne.horizons.forecast_cells import forecast_cells

KEYS = {
    "tmdb_id": pl.Int64,
    "title": pl.String,
    "release_date": pl.Date,
    "horizon": pl.String,
    "budget_usd": pl.Int64,
    "opening_theaters": pl.Int64,
}
CHANCE = "prob_payback"


def schema_of(targets: list[str]) -> dict[str, type[pl.DataType] | pl.DataType]:
    """Return the columns of the file: `worldwide_gross_usd`, `worldwide_gross_usd_lower_80` and so on, by target."""
    named = {column_of(target, name): pl.Int64 for target in targets for name in AMOUNTS}
    return KEYS | named | {CHANCE: pl.Float64}  # type: ignore[return-value]


def read_by_horizon(path: Path) -> pl.DataFrame:
    """Read the file, with its types even where it has no movie."""
    columns = pl.read_csv(path, infer_schema=False, n_rows=0).columns
    return pl.read_csv(path, schema_overrides=schema_of([name for name in TARGETS if name in columns]))


def horizons_of(
    movies: pl.DataFrame, features: Mapping[str, pl.DataFrame], *, snapshot: date, greenlight_days: int
) -> pl.Series:
    """Return the last horizon of each movie: a Monday once its weekend is charted, else by the days to its release."""
    weekends: dict[int, int] = {}
    for number, name in enumerate(AFTER, start=1):
        if name in features:
            charted = features[name].filter(pl.col(Cell("", name).anchor or "").is_not_null())
            weekends |= dict.fromkeys(charted["tmdb_id"].to_list(), number)
    horizons = [
        horizon_of(release, snapshot, weekends.get(key, 0), greenlight_days)
        for key, release in movies.select("tmdb_id", "release_date").iter_rows()
    ]
    return pl.Series("horizon", horizons, dtype=pl.String)


def forecast_by_horizon(
    refits: Mapping[Cell, Refit],
    features: Mapping[str, pl.DataFrame],
    target: pl.DataFrame,
    amounts: pl.DataFrame,
    *,
    snapshot: date,
    greenlight_days: int,
) -> pl.DataFrame:
    """Return one row per movie whose gross is not known yet, by release date, then id; whole nominal US dollars.

    An opening that is known is given as it is. Models are those of wide releases: `opening_theaters` tells which is.
    """
    known = pl.when(pl.col("budget_received_usd") > 0).then("budget_received_usd")
    movies = target.filter(~pl.col("is_known")).sort("release_date", "tmdb_id")
    movies = movies.select("tmdb_id", "title", "release_date", "deflator", budget_usd=known)
    horizon = horizons_of(movies, features, snapshot=snapshot, greenlight_days=greenlight_days)
    movies = movies.with_columns(horizon=horizon).join(
        amounts.select("tmdb_id", "opening_theaters"), on="tmdb_id", how="left", maintain_order="left"
    )
    parts = []
    for name in (name for name in HORIZONS if name in features):
        rows = movies.filter(pl.col("horizon") == name)
        described = rows.select("tmdb_id").join(features[name], on="tmdb_id", how="left", maintain_order="left")
        of_horizon = {cell: refit for cell, refit in refits.items() if cell.horizon == name}
        if rows.height:
            parts.append(_side_by_side(rows, forecast_cells(of_horizon, described, rows, amounts)))
    targets = [name for name in TARGETS if any(cell.target == name for cell in refits)]
    schema = schema_of(targets)
    if not parts:
        return pl.DataFrame(schema=schema)
    table = _with_known_openings(pl.concat(parts, how="diagonal"), amounts, targets).sort("release_date", "tmdb_id")
    return table.select(pl.col(name).cast(kind) for name, kind in schema.items())


def _side_by_side(rows: pl.DataFrame, tables: Mapping[Cell, pl.DataFrame]) -> pl.DataFrame:
    table = rows.select(*KEYS)
    for cell, forecasts in tables.items():
        own = forecasts.select("tmdb_id", **{column_of(cell.target, name): pl.col(name).round(0) for name in AMOUNTS})
        if cell.target == WORLDWIDE:
            own = own.with_columns(forecasts[CHANCE].round(PROBABILITY_DIGITS))
        table = table.join(own, on="tmdb_id", how="left", maintain_order="left")
    return table


def _with_known_openings(table: pl.DataFrame, amounts: pl.DataFrame, targets: list[str]) -> pl.DataFrame:
    if "opening_weekend_usd" not in targets:
        return table
    known = amounts.select("tmdb_id", opening=pl.col("opening_weekend_usd").cast(pl.Float64))
    joined = table.join(known, on="tmdb_id", how="left", maintain_order="left")
    after = pl.col("horizon").is_in(AFTER)
    names = [column_of("opening_weekend_usd", name) for name in AMOUNTS]
    return joined.with_columns(pl.when(after).then("opening").otherwise(pl.col(name)).alias(name) for name in names)
