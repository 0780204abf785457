"""Contributions of a support vector machine with a radial kernel: its slope, summed on the way from the mean movie.

Sundararajan, Taly and Yan, Axiomatic Attribution for Deep Networks (2017): integrated gradients, which add up to the
difference between the movie's forecast and the mean movie's.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
STEPS = 16
ROWS_AT_ONCE = 500


def kernel_contributions(machine: Any, movies: Floats) -> Floats:
    """Return one row a movie and one column an input; `movies` are in standard deviations from the mean one."""
    rows = [movies[first : first + ROWS_AT_ONCE] for first in range(0, len(movies), ROWS_AT_ONCE)]
    values = np.vstack([_on_the_way(machine, some) for some in rows]) if rows else np.zeros(movies.shape)
    return _add_up(values, machine.predict(movies) - machine.predict(np.zeros((1, movies.shape[1]))))


def _on_the_way(machine: Any, movies: Floats) -> Floats:
    """Return the mean slope on the straight way from the mean movie, times the distance, input by input."""
    slopes = sum(_slope(machine, movies * (step + 0.5) / STEPS) for step in range(STEPS))
    return np.asarray(movies * slopes / STEPS)


def _slope(machine: Any, movies: Floats) -> Floats:
    from sklearn.metrics.pairwise import rbf_kernel

    gamma = machine.gamma
    pull = rbf_kernel(movies, machine.support_vectors_, gamma=gamma) * machine.dual_coef_
    return np.asarray(2 * gamma * (pull @ machine.support_vectors_ - movies * pull.sum(axis=1, keepdims=True)))


def _add_up(values: Floats, total: Floats) -> Floats:
    """Spread what the finite number of steps leaves over, in proportion to the size of each contribution."""
    sizes = np.abs(values) + np.finfo(np.float64).tiny
    left = total - values.sum(axis=1)
    return np.asarray(values + sizes / sizes.sum(axis=1, keepdims=True) * left[:, None])
