"""Past movies most like a movie, where features count by how much they matter to the forecast."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from ayne.models.encoding import feature_columns

Floats = npt.NDArray[np.float64]
SIMILAR = 3
UNKNOWN = "unknown"


def similar_movies(
    movies: pl.DataFrame, past: pl.DataFrame, weights: Mapping[str, float], *, most: int = SIMILAR
) -> list[list[int]]:
    """Return, for each of `movies`, the row positions in `past` of the nearest ones, nearest first.

    The distance is the root of the sum of (weight x difference) squared: of a number in standard deviations of the past
    movies, at most three; of a category, a flag, or where only one of two is known, 1. Movies do not match themselves.
    """
    known, asked = past["tmdb_id"].to_numpy(), movies["tmdb_id"].to_numpy()
    squares = np.zeros((movies.height, past.height))
    for name in feature_columns(past):
        if weight := weights.get(name, 0.0):
            squares += (weight * _differences(movies[name], past[name])) ** 2
    squares[asked[:, None] == known[None, :]] = np.inf
    # Stable, so that of equals the first in `past` is taken.
    order = np.argsort(squares, axis=1, kind="stable")[:, :most]
    return [[int(place) for place in row if np.isfinite(squares[number, place])] for number, row in enumerate(order)]


def _differences(asked: pl.Series, past: pl.Series) -> Floats:
    if not past.dtype.is_numeric():
        left, right = (side.cast(pl.String).fill_null(UNKNOWN).to_numpy() for side in (asked, past))
        return np.asarray(left[:, None] != right[None, :], dtype=np.float64)
    left, right = (side.cast(pl.Float64).fill_null(float("nan")).to_numpy() for side in (asked, past))
    spread = float(np.nanstd(right)) if np.isfinite(right).any() else 0.0
    away = np.minimum(np.abs(left[:, None] - right[None, :]) / (spread or 1.0), 3.0)
    unknown_left, unknown_right = np.isnan(left)[:, None], np.isnan(right)[None, :]
    differences: Floats = np.where(unknown_left & unknown_right, 0.0, np.where(unknown_left | unknown_right, 1.0, away))
    return differences
