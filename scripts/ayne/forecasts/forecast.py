"""A forecast of movies by the refitted model: how much, how sure, whether it pays, what is alike, and why."""

import numpy as np
import polars as pl

from ayne.charts.wording import short_dollars
from ayne.evaluation.bands import bands_of
from ayne.evaluation.payback import with_payback
from ayne.explanations.contributions import background_of, contributions
from ayne.explanations.reasons import REASONS, reasons_of
from ayne.explanations.similar import SIMILAR, similar_movies
from ayne.forecasts.refit import Refit
from ayne.models.backtest import with_intervals
from ayne.models.estimator import load_estimator

INTERVALS = ("lower_80", "upper_80", "lower_90", "upper_90")
SCHEMA = {
    "tmdb_id": pl.Int64,
    "title": pl.String,
    "release_date": pl.Date,
    "budget_usd": pl.Int64,
    "predicted_usd": pl.Float64,
    **dict.fromkeys(INTERVALS, pl.Float64),
    "prob_payback": pl.Float64,
    "break_even_budget_usd": pl.Float64,
    **{f"similar_{number}": pl.String for number in range(1, SIMILAR + 1)},
    **{f"reason_{number}": pl.String for number in range(1, REASONS + 1)},
}


def forecast(refit: Refit, features: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """Return one row a movie in the order of `features`, with the columns of `SCHEMA`; nominal US dollars.

    `facts` has `tmdb_id`, `title`, `budget_usd` (nominal, null if unknown) and `deflator` of the same movies.
    `break_even_budget_usd`: the highest budget that a gross as predicted would pay for.
    """
    if features.height == 0:
        return pl.DataFrame(schema=SCHEMA)
    movies = features.select("tmdb_id", "release_date").join(facts, on="tmdb_id", how="left", maintain_order="left")
    log_real = load_estimator(refit.name).predict(refit.fitted, features)
    movies = movies.with_columns(
        predicted_usd=pl.Series(np.exp(log_real)) / pl.col("deflator"),
        band=pl.Series(bands_of(movies["budget_usd"]), dtype=pl.String),
    )
    movies = with_payback(with_intervals(movies, refit.calibration), refit.payback)
    return movies.with_columns(
        pl.col(*INTERVALS, "predicted_usd").round(0),
        pl.col("prob_payback").round(4),
        break_even_budget_usd=(pl.col("predicted_usd") / refit.settings["payback_multiple"]).round(0),
        **_numbered("similar", _similar(refit, features), SIMILAR),
        **_numbered("reason", _reasons(refit, features), REASONS),
    ).select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())


def _similar(refit: Refit, features: pl.DataFrame) -> list[list[str]]:
    """Name each movie's nearest past ones, with what they cost and earned: `Twister (1996): $92M → $494M`."""
    names = [
        f"{title or 'untitled'} ({day.year}): {short_dollars(budget)} → {short_dollars(gross)}"
        for title, day, budget, gross in refit.past.select("title", "release_date", "budget_usd", "gross_usd").rows()
    ]
    found = similar_movies(features, refit.past.drop("title", "budget_usd", "gross_usd"), refit.weights)
    return [[names[place] for place in places] for places in found]


def _reasons(refit: Refit, features: pl.DataFrame) -> list[list[str]]:
    """Return the strongest reasons in words, against an average movie of those the model was fitted on."""
    background = background_of(refit.past.select(features.columns))
    found = contributions(refit.name, refit.fitted, features, background)
    given = reasons_of(found, features, refit.settings["features"], base_year=refit.settings["options"]["base_year"])
    return [[reason.words for reason in reasons] for reasons in given]


def _numbered(name: str, lists: list[list[str]], most: int) -> dict[str, pl.Series]:
    return {
        f"{name}_{place + 1}": pl.Series(
            [entries[place] if place < len(entries) else None for entries in lists], dtype=pl.String
        )
        for place in range(most)
    }
