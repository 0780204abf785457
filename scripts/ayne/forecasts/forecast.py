"""A forecast by the refitted model: how much, how sure, whether it pays, what is alike, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from ayne.artifacts.payback_model import PaybackModel
from ayne.charts.wording import joined, short_dollars
from ayne.core.arrays import Floats
from ayne.evaluation.bands import bands_of
from ayne.evaluation.payback import with_payback
from ayne.explanations.contributions import Explainer, background_of
from ayne.explanations.reasons import Reason, reasons_of
from ayne.explanations.sentences import Subject
from ayne.explanations.similar import SimilarMovies
from ayne.forecasts.refit import Refit
from ayne.models.amounts import nominal_usd
from ayne.models.backtest import with_intervals
from ayne.models.budget_line import SMALLEST_BUDGET_USD
from ayne.models.encoding import feature_columns
from ayne.models.estimator import load_estimator

# Dollars are given to the cent, probabilities to a hundredth of a per cent.
CENTS, PROBABILITY_DIGITS = 2, 4
FACTS = ("title", "budget_usd", "gross_usd")


@dataclass(frozen=True)
class SimilarMovie:
    """A past movie, what it cost and earned in dollars of its time, and in what it is like the one asked about."""

    tmdb_id: int
    title: str
    release_date: date
    budget_usd: int
    worldwide_gross_usd: int
    alike: tuple[str, ...]

    @property
    def words(self) -> str:
        """In short: `Twister (1996): $92M → $494M, alike in budget, genres and cast`."""
        amounts = f"{short_dollars(self.budget_usd)} → {short_dollars(self.worldwide_gross_usd)}"
        alike = f", alike in {joined([topic.replace('_', ' ') for topic in self.alike])}" if self.alike else ""
        return f"{self.title} ({self.release_date.year}): {amounts}{alike}"


@dataclass(frozen=True)
class Forecast:
    """What one movie will earn worldwide, in nominal US dollars; None where it cannot be said.

    `break_even_budget_usd`: the highest budget that a gross as predicted would pay for.
    """

    predicted_usd: float
    lower_80: float | None
    upper_80: float | None
    lower_90: float | None
    upper_90: float | None
    prob_payback: float | None
    break_even_budget_usd: float
    similar: tuple[SimilarMovie, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Forecaster:
    """A refitted model with what its forecasts need, made ready once; safe to share between threads."""

    def __init__(self, refit: Refit) -> None:
        """Nothing is read or fitted here."""
        self.refit = refit
        self.columns = list(feature_columns(refit.past.drop(FACTS)))
        self._estimator = load_estimator(refit.name)
        self._explainer = Explainer(refit.name, refit.fitted, background_of(refit.past.drop(FACTS)), quick=True)
        self._past = refit.past.select("tmdb_id", "title", "release_date", "budget_usd", "gross_usd").to_dicts()

    @cached_property
    def usual_gross_usd(self) -> float:
        """What a past movie usually grossed."""
        return float(np.median(self.refit.past["gross_usd"].to_numpy()))

    @cached_property
    def _similar(self) -> SimilarMovies:
        past, settings = self.refit.past.drop(FACTS), self.refit.settings
        return SimilarMovies(past, self.refit.weights, settings.features)

    def forecast(self, features: pl.DataFrame, subjects: Sequence[Subject], *, explain: bool = True) -> list[Forecast]:
        """Return one forecast a row of `features`, of which `subjects` tells the rest.

        `explain` adds why, and which past movies are alike.
        """
        if not features.height:
            return []
        inputs = features.select(self.columns)
        log_real = self._estimator.predict(self.refit.fitted, inputs)
        amounts = self._amounts(log_real, subjects)
        rows = [self._rounded(row) for row in amounts.iter_rows(named=True)]
        if not explain:
            return [Forecast(**row) for row in rows]
        reasons = reasons_of(self._explainer.explain(inputs, log_real), subjects, self.refit.settings.features)
        similar = self._similar_to(features)
        return [
            Forecast(**row, similar=alike, reasons=tuple(why))
            for row, alike, why in zip(rows, similar, reasons, strict=True)
        ]

    def _amounts(self, log_real: Floats, subjects: Sequence[Subject]) -> pl.DataFrame:
        """Return one row per movie: the forecast, both intervals and `prob_payback`, in nominal US dollars."""
        budget = pl.Series("budget_usd", [one.budget_usd for one in subjects], dtype=pl.Float64)
        deflator = pl.Series([one.deflator for one in subjects], dtype=pl.Float64)
        band = pl.Series("band", bands_of(budget), dtype=pl.String)
        movies = with_intervals(pl.DataFrame([nominal_usd(log_real, deflator), band, budget]), self.refit.calibration)
        return with_chance(movies, self.refit.payback)

    def _rounded(self, row: dict[str, Any]) -> dict[str, Any]:
        predicted, chance = row["predicted_usd"], row["prob_payback"]
        return {
            "predicted_usd": round(predicted, CENTS),
            **{name: rounded(row[name], CENTS) for name in ("lower_80", "upper_80", "lower_90", "upper_90")},
            "prob_payback": rounded(chance, PROBABILITY_DIGITS),
            "break_even_budget_usd": round(predicted / self.refit.settings.payback_multiple, CENTS),
        }

    def _similar_to(self, features: pl.DataFrame) -> list[tuple[SimilarMovie, ...]]:
        return [
            tuple(self._similar_movie(one.place, one.alike) for one in neighbours)
            for neighbours in self._similar.of(features)
        ]

    def _similar_movie(self, place: int, alike: tuple[str, ...]) -> SimilarMovie:
        row = self._past[place]
        return SimilarMovie(
            tmdb_id=row["tmdb_id"],
            title=row["title"] or "untitled",
            release_date=row["release_date"],
            budget_usd=row["budget_usd"],
            worldwide_gross_usd=row["gross_usd"],
            alike=alike,
        )


def with_chance(movies: pl.DataFrame, payback: PaybackModel | None) -> pl.DataFrame:
    """Add `prob_payback` to rows of `predicted_usd` and `budget_usd`; of a budget in another unit none can be said."""
    in_dollars = pl.when(pl.col("budget_usd") >= SMALLEST_BUDGET_USD).then("budget_usd")
    return with_payback(movies.with_columns(budget_usd=in_dollars), payback)


def rounded(value: float | None, digits: int) -> float | None:
    """Round what may be unknown."""
    return None if value is None else round(value, digits)
