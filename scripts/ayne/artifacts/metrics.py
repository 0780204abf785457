"""`metrics.json`: one model's scores on the final test, on the years before it, and beside the baselines."""

from datetime import date
from typing import Any

from ayne.artifacts.artifact import Artifact, FrozenModel, Score
from ayne.artifacts.scores import IntervalScores, KnownScores, Scores


class PeriodScores(KnownScores):
    """Scores on the movies released `from_` to `to`, both included."""

    from_: date
    to: date


class FinalTestScores(PeriodScores):
    """Scores on the final test, of a model fitted on `n_train` movies."""

    n_train: int


class BaselineScores(PeriodScores):
    """Scores of a baseline on the final test, and its error in the years before."""

    walk_forward_rmse_log: Score


class BandScores(Scores):
    """Scores on test movies with a budget of `from_usd` up to, not including, `to_usd` (None: no upper end)."""

    band: str
    from_usd: int | float
    to_usd: int | float | None


class KnownBandScores(KnownScores, BandScores):
    """A budget band with one test movie or more."""


class YearScores(KnownScores):
    """Scores on test movies of one year of release."""

    year: int


class GenreScores(Scores):
    """Scores on test movies of one genre."""

    genre: str


class FranchiseScores(Scores):
    """Scores on test movies that follow another of their series, or on all others."""

    is_sequel: bool


class FoldScores(KnownScores):
    """Scores on a walk-forward year that begins on `from_`, of a model fitted on `n_train` movies."""

    fold: str
    from_: date
    n_train: int


class WalkForward(FrozenModel):
    """Scores on all walk-forward years, and on each."""

    overall: KnownScores
    folds: tuple[FoldScores, ...]


class Metrics(Artifact):
    """The whole file.

    `test_clean` scores the same predictions on harmonised amounts, where both are known; `plain_intervals` scores
    intervals of one width for all test movies, to compare with.
    """

    target: str
    model: str
    feature_set: str
    params: dict[str, Any]
    seed: int
    test: FinalTestScores
    test_clean: Scores
    by_budget_band: tuple[BandScores, ...]
    by_year: tuple[YearScores, ...]
    by_genre: tuple[GenreScores, ...]
    by_franchise: tuple[FranchiseScores, ...]
    plain_intervals: IntervalScores
    walk_forward: WalkForward
    baselines: dict[str, BaselineScores]

    def bands(self, fewest: int) -> list[KnownBandScores]:
        """Return the budget bands with `fewest` test movies or more, smallest budgets first."""
        return [KnownBandScores(**dict(band)) for band in self.by_budget_band if band.n >= fewest]
