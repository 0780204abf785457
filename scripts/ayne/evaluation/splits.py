"""Walk-forward folds and the final test by release date: a fold never trains on a result that came out after its start.

A worldwide gross counts as known `known_after_days` days after the release.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from ayne.core.errors import DataError
from ayne.core.logging import get_logger

logger = get_logger("splits")

MIN_TRAINING_MOVIES = 20
Positions = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True)
class Fold:
    """Row positions to train on (results known on `starts`) and to score (released in [`starts`, `ends`))."""

    name: str
    starts: date
    ends: date
    train: Positions
    score: Positions


def walk_forward_folds(target: pl.DataFrame, *, test_from: date, years: int, known_after_days: int) -> list[Fold]:
    """Cut the `years` years before `test_from` into one fold each, oldest first.

    Every scored result is known on `test_from`, as these scores choose parameters, champion and interval widths.
    A year with nothing to score, or with too little before it to train on, is left out and logged;
    `DataError` where no year is left.
    """
    known = known_on(target, test_from, known_after_days)
    folds = []
    for starts, ends in years_before(test_from, years):
        fold = _fold(target, starts, ends, known_after_days, name=_name(starts), scorable=known)
        if len(fold.train) < MIN_TRAINING_MOVIES or len(fold.score) == 0:
            logger.warning(
                "walk-forward year %s left out: %d movies to train on (at least %d needed), %d to score",
                fold.name, len(fold.train), MIN_TRAINING_MOVIES, len(fold.score),
            )  # fmt: skip
            continue
        folds.append(fold)
    if not folds:
        raise _too_few(f"none of the {years} years before evaluation.test_from = {test_from} can be scored")
    return folds


def final_fold(target: pl.DataFrame, *, test_from: date, test_to: date, known_after_days: int) -> Fold:
    """Train on what is known on `test_from`, score the releases from `test_from` to `test_to`, both included."""
    everything = np.ones(target.height, dtype=bool)
    ends = test_to + timedelta(days=1)
    fold = _fold(target, test_from, ends, known_after_days, name="test", scorable=everything)
    if len(fold.train) < MIN_TRAINING_MOVIES:
        raise _too_few(f"only {len(fold.train)} results are known on evaluation.test_from = {test_from}")
    if len(fold.score) == 0:
        raise _too_few(f"no movie with budget and revenue was released from {test_from} to {test_to}")
    return fold


def known_on(target: pl.DataFrame, day: date, known_after_days: int) -> np.ndarray[tuple[int], np.dtype[np.bool]]:
    """Tell row by row whether a gross is there and had become known by `day`."""
    release = pl.col("release_date") + pl.duration(days=known_after_days) <= day
    known = release & pl.col("ln_gross_real_received").is_not_null()
    return target.select(known.fill_null(value=False)).to_series().to_numpy()


def _fold(
    target: pl.DataFrame, starts: date, ends: date, known_after_days: int, *, name: str,
    scorable: np.ndarray[tuple[int], np.dtype[np.bool]],
) -> Fold:  # fmt: skip
    released = pl.col("release_date").is_between(starts, ends, closed="left") & pl.col("is_scored")
    score = target.select(released.fill_null(value=False)).to_series().to_numpy() & scorable
    # With known_after_days 0 a movie of the first day would be known and scored at once.
    earlier = target.select((pl.col("release_date") < starts).fill_null(value=False)).to_series().to_numpy()
    usable = target.select(pl.col("is_trained_on").fill_null(value=False)).to_series().to_numpy()
    train = known_on(target, starts, known_after_days) & earlier & usable
    return Fold(name, starts, ends, np.flatnonzero(train), np.flatnonzero(score))


def years_before(test_from: date, years: int) -> Iterator[tuple[date, date]]:
    """Yield the first day of each of the `years` before `test_from`, and that of the year after it, oldest first."""
    for back in range(years, 0, -1):
        yield _years_earlier(test_from, back), _years_earlier(test_from, back - 1)


def _years_earlier(day: date, years: int) -> date:
    if (day.month, day.day) == (2, 29) and years:
        day = day.replace(day=28)
    return day.replace(year=day.year - years)


def _name(starts: date) -> str:
    return str(starts.year) if (starts.month, starts.day) == (1, 1) else starts.isoformat()


def _too_few(what: str) -> DataError:
    return DataError(
        f"too few movies to evaluate a model: {what}. "
        "Include more years or movies (catalogue.first_year, simulation.movies, catalogue.min_vote_count) "
        "or move evaluation.test_from"
    )
