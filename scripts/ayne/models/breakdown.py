"""The scores of the final test taken apart: by year of release, by genre, and franchise or not."""

import numpy as np
import polars as pl

from ayne.artifacts.metrics import FranchiseScores, GenreScores, YearScores
from ayne.artifacts.scores import IntervalScores
from ayne.evaluation.intervals import MIN_POOLED, half_widths
from ayne.evaluation.scores import CONFIDENCES, ScoreValues, interval_scores, score
from ayne.models.backtest import Evaluation, known_by, residuals_of
from ayne.models.study import Study

GENRE = "genre_"
FRANCHISE = "is_sequel"


def by_year(test: pl.DataFrame) -> list[YearScores]:
    """Return one entry per year of release, oldest first."""
    years = test.with_columns(year=pl.col("release_date").dt.year()).partition_by("year", as_dict=True)
    return [YearScores(year=key[0], **score(rows)) for key, rows in sorted(years.items())]


def by_genre(test: pl.DataFrame, features: pl.DataFrame) -> list[GenreScores]:
    """Return one entry per genre that features flag, by its name; a movie of two genres counts in both."""
    flags = [name for name, kind in features.schema.items() if name.startswith(GENRE) and kind == pl.Boolean]
    return [
        GenreScores(genre=name.removeprefix(GENRE), **_where(test, features, pl.col(name))) for name in sorted(flags)
    ]


def by_franchise(test: pl.DataFrame, features: pl.DataFrame) -> list[FranchiseScores]:
    """Return one entry for movies that follow another of their series and one for all others, if features say so."""
    if FRANCHISE not in features.columns:
        return []
    follows = pl.col(FRANCHISE).fill_null(value=False)
    return [
        FranchiseScores(is_sequel=is_sequel, **_where(test, features, follows == is_sequel))
        for is_sequel in (True, False)
    ]


def plain_interval_scores(study: Study, evaluation: Evaluation) -> IntervalScores:
    """Score split-conformal intervals of one width for all test movies, from the same residuals; None without any."""
    residuals = residuals_of(known_by(study, [evaluation.walk_forward], study.final.starts))
    enough = len(residuals) >= MIN_POOLED
    widths = half_widths(residuals) if enough else dict.fromkeys(CONFIDENCES, float("nan"))
    actual, predicted = (evaluation.test[f"{of}_usd"].to_numpy() for of in ("actual", "predicted"))
    scores: ScoreValues = {}
    for confidence, width in widths.items():
        scores |= interval_scores(actual, predicted * np.exp(-width), predicted * np.exp(width), confidence)
    return IntervalScores(**scores)


def _where(test: pl.DataFrame, features: pl.DataFrame, condition: pl.Expr) -> ScoreValues:
    movies = features.filter(condition).select("tmdb_id")
    return score(test.join(movies, on="tmdb_id", how="semi"))
