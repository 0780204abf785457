"""The movies that are not out yet at the snapshot, forecast."""

from dataclasses import replace

import polars as pl

from ayne.core.logging import get_logger
from ayne.database.movie_names import Names
from ayne.explanations.reasons import REASONS
from ayne.explanations.similar import SIMILAR
from ayne.forecasts.described import described, features_in, subject_of
from ayne.forecasts.forecast import Forecast, Forecaster
from ayne.forecasts.refit import Refit

logger = get_logger("forecasts")
INTERVALS = ("lower_80", "upper_80", "lower_90", "upper_90")
SCHEMA = {
    "tmdb_id": pl.Int64,
    "title": pl.String,
    "release_date": pl.Date,
    "horizon": pl.String,
    "budget_usd": pl.Int64,
    "predicted_usd": pl.Int64,
    **dict.fromkeys(INTERVALS, pl.Int64),
    "prob_payback": pl.Float64,
    "break_even_budget_usd": pl.Int64,
    **{f"similar_{number}": pl.String for number in range(1, SIMILAR + 1)},
    **{f"reason_{number}": pl.String for number in range(1, REASONS + 1)},
}
DOLLARS = (*INTERVALS, "predicted_usd", "break_even_budget_usd")


def unreleased_in(target: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the movies that are released after the snapshot, by release date, then id."""
    return target.filter(~pl.col("is_released")).sort("release_date", "tmdb_id")


def described_upcoming(features: pl.DataFrame, target: pl.DataFrame, names: Names) -> pl.DataFrame:
    """Return what is known of each movie released after the snapshot, by release date, then `tmdb_id`.

    Its features are as of its cut-off or the snapshot, whichever is earlier (`facts.sql`).
    """
    unreleased = unreleased_in(target)
    rows = unreleased.select("tmdb_id").join(features, on="tmdb_id", how="inner", maintain_order="left")
    known = pl.when(pl.col("budget_received_usd") > 0).then("budget_received_usd")
    facts = unreleased.select("tmdb_id", "title", "deflator", budget_usd=known)
    movies = rows.select("tmdb_id").join(facts, on="tmdb_id", how="left", maintain_order="left")
    return described(rows.select(features.columns), movies, names)


def forecast_upcoming(refit: Refit, movies: pl.DataFrame) -> pl.DataFrame:
    """Return one row per movie of `described_upcoming`, in their order; whole nominal US dollars."""
    logger.info("%d movies are not released at the snapshot %s", movies.height, refit.settings.snapshot)
    if not movies.height:
        return pl.DataFrame(schema=SCHEMA)
    forecaster = Forecaster(refit)
    subjects = [
        replace(subject_of(row), usual_gross_usd=forecaster.usual_gross_usd) for row in movies.iter_rows(named=True)
    ]
    forecasts = forecaster.forecast(features_in(movies), subjects)
    table = pl.DataFrame(
        [_row(forecast) for forecast in forecasts], schema_overrides=SCHEMA | dict.fromkeys(DOLLARS, pl.Float64)
    )
    facts = movies.select("tmdb_id", "title", "release_date", "budget_usd", horizon=pl.lit(refit.settings.feature_set))
    both = pl.concat([facts, table], how="horizontal")
    return both.with_columns(pl.col(DOLLARS).round(0)).select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _row(forecast: Forecast) -> dict[str, object]:
    names = ("predicted_usd", *INTERVALS, "prob_payback", "break_even_budget_usd")
    return {
        **{name: getattr(forecast, name) for name in names},
        **_numbered("similar", [one.words for one in forecast.similar], SIMILAR),
        **_numbered("reason", [one.words for one in forecast.reasons], REASONS),
    }


def _numbered(name: str, entries: list[str], most: int) -> dict[str, str | None]:
    return {f"{name}_{place + 1}": entries[place] if place < len(entries) else None for place in range(most)}
