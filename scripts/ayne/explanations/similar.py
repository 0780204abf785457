"""Past movies most like a movie, where features count by how much they matter to the forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from ayne.core.arrays import Bools, Floats, Ints
from ayne.explanations.topics import Dictionary, topic_of
from ayne.models.encoding import feature_columns

SIMILAR = 3
ALIKE = 3
UNKNOWN = "unknown"
UNSEEN = -1
# Differences are capped at so many standard deviations.
FARTHEST = 3.0
# Of past movies, drawn to measure the usual difference.
PAIRS = 400


@dataclass(frozen=True)
class Similar:
    """A past movie by its position in the table, and what it has in common, most telling first."""

    place: int
    alike: tuple[str, ...]


class SimilarMovies:
    """The past movies as one matrix, each feature in the unit in which it counts.

    The distance is the root of the sum of (weight x difference) squared: of a number in standard deviations of the past
    movies, at most three; of a category, a flag, or where only one of two is known, 1.
    """

    def __init__(self, past: pl.DataFrame, weights: Mapping[str, float], dictionary: Dictionary) -> None:
        """`past` has keys and features, one row per movie."""
        kinds = feature_columns(past)
        weighted = {name: weight for name in kinds if (weight := weights.get(name, 0.0))}
        self._numbers = [name for name in weighted if kinds[name] == "number"]
        self._others = [name for name in weighted if kinds[name] != "number"]
        self._topics = [topic_of(name, dictionary) for name in (*self._numbers, *self._others)]
        self._weights = np.array([weighted[name] for name in self._numbers])
        self._other_weights = np.array([weighted[name] for name in self._others])
        raw = _numbers(past, self._numbers)
        spread = np.array([_spread(raw[:, place]) for place in range(raw.shape[1])])
        self._units = self._weights / spread
        self._values = raw * self._units
        # In single precision, as their whole matrix is read for each film.
        self._is_unknown = np.isnan(raw).astype(np.float32)
        self._filled = np.nan_to_num(self._values, nan=np.inf).astype(np.float32)
        self._codes = [_codes(past[name]) for name in self._others]
        self._categories = self._coded(past)
        self._unknown = np.array([codes.get(UNKNOWN, UNSEEN) for codes in self._codes], dtype=np.int64)
        sizes = [len(codes) for codes in self._codes]
        self._first_columns = np.cumsum([0, *sizes])[:-1].astype(np.int64)
        self._is_of_category = np.zeros((past.height, sum(sizes)), dtype=np.float32)
        np.put_along_axis(self._is_of_category, self._first_columns + self._categories, 1, axis=1)
        self._ids, self._days = past["tmdb_id"].to_numpy(), past["release_date"].to_numpy()
        self._usual = self._usual_squares()

    def of(self, movies: pl.DataFrame, *, most: int = SIMILAR) -> list[list[Similar]]:
        """Return the nearest of the past movies of each row of `movies`, nearest first: none from after its release.

        Movies do not match themselves; of equals, the first in the table is taken.
        """
        values = _numbers(movies, self._numbers) * self._units
        categories = self._coded(movies)
        ids, days = movies["tmdb_id"].to_list(), movies["release_date"].to_numpy()
        return [
            self._nearest(values[row], categories[row], (self._ids != ids[row]) & (self._days < days[row]), most)
            for row in range(movies.height)
        ]

    def _nearest(self, values: Floats, categories: Ints, candidates: Bools, most: int) -> list[Similar]:
        squares = self._squares(values)
        squares += self._differing(categories)
        squares[~candidates] = np.inf
        near = np.argsort(squares, kind="stable")[:most]
        return [
            Similar(int(place), self._alike(values, categories, int(place)))
            for place in near if np.isfinite(squares[place])
        ]  # fmt: skip

    def _squares(self, values: Floats) -> Floats:
        """Return the sum of squared differences in numbers to each past movie.

        An unknown value stands infinitely far away, which counts as the farthest there is; what that is too much is
        taken back afterwards.
        """
        known, weights = ~np.isnan(values), self._weights
        away = np.abs(self._filled - np.where(known, values, 0).astype(np.float32))
        np.minimum(away, np.where(known, FARTHEST * weights, 0).astype(np.float32), out=away)
        total = np.einsum("ij,ij->i", away, away).astype(np.float64)
        beside = np.where(known, 0, weights**2)
        total -= self._is_unknown @ (np.where(known, FARTHEST**2 - 1, 0) * weights**2 + beside).astype(np.float32)
        return np.asarray(total + beside.sum())

    def _differing(self, categories: Ints) -> Floats:
        """Return the sum of squared weights of the categories that each past movie does not share."""
        squares = self._other_weights**2
        shared = np.zeros(self._is_of_category.shape[1], dtype=np.float32)
        known_category = categories != UNSEEN
        shared[self._first_columns[known_category] + categories[known_category]] = squares[known_category]
        return np.asarray(squares.sum() - self._is_of_category @ shared, dtype=np.float64)

    def _alike(self, values: Floats, categories: Ints, place: int) -> tuple[str, ...]:
        """Return the topics in which a past movie is much nearer than two movies usually are.

        What is unknown of both is nothing that they have in common.
        """
        other, known = self._values[place], categories != self._unknown
        is_known = np.concatenate([~(np.isnan(values) & np.isnan(other)), known])
        away = np.abs(values - other)
        away = np.minimum(np.where(np.isnan(away), self._weights, away), FARTHEST * self._weights) ** 2
        differs = (self._categories[place] != categories) * self._other_weights**2
        nearer = (self._usual - np.concatenate([away, differs])) * is_known
        # What is known of one movie alone is nothing that the two have in common.
        of_one = np.flatnonzero(np.isnan(values) != np.isnan(other))
        nearer[of_one] = np.minimum(nearer[of_one], 0)
        gains: dict[str, float] = {}
        for topic, gain in zip(self._topics, nearer, strict=True):
            gains[topic] = gains.get(topic, 0.0) + float(gain)
        ordered = sorted((topic for topic in gains if gains[topic] > 0), key=lambda topic: (-gains[topic], topic))
        return tuple(ordered[:ALIKE])

    def _coded(self, movies: pl.DataFrame) -> Ints:
        """Give categories as numbers; one that the past has not seen is unlike all of them."""
        words = movies.select(pl.col(self._others).cast(pl.String).fill_null(UNKNOWN))
        # Of one movie, twenty look-ups in a dictionary cost a tenth of twenty expressions of Polars.
        coded = [
            np.array([codes.get(word, UNSEEN) for word in words[name].to_list()], dtype=np.int64)
            for name, codes in zip(self._others, self._codes, strict=True)
        ]
        return np.array(coded, dtype=np.int64).reshape(len(self._others), movies.height).T

    def _usual_squares(self) -> Floats:
        """Return the mean squared difference of two past movies, feature by feature."""
        n = len(self._values)
        draw = np.random.default_rng(0)
        left, right = draw.integers(0, n, PAIRS), draw.integers(0, n, PAIRS)
        one, other = self._values[left], self._values[right]
        away = np.where(np.isnan(one) & np.isnan(other), 0.0, np.abs(one - other))
        away = np.minimum(np.where(np.isnan(away), self._weights, away), FARTHEST * self._weights)
        differs = (self._categories[left] != self._categories[right]) * self._other_weights
        return np.concatenate([(away**2).mean(axis=0), (differs**2).mean(axis=0)])


def _codes(column: pl.Series) -> dict[str, int]:
    return {value: number for number, value in enumerate(_words(column).unique(maintain_order=True).to_list())}


def _words(column: pl.Series) -> pl.Series:
    return column.cast(pl.String).fill_null(UNKNOWN)


def _numbers(movies: pl.DataFrame, names: Sequence[str]) -> Floats:
    return movies.select(pl.col(names).cast(pl.Float64)).to_numpy() if names else np.zeros((movies.height, 0))


def _spread(values: Floats) -> float:
    return (float(np.nanstd(values)) if np.isfinite(values).any() else 0.0) or 1.0
