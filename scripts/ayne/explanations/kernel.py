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
    """Return the mean slope on the straight way from the mean movie, times the distance, input by input.

    The slope at a movie is the sum of the vectors' pulls times the way to them. On a straight way the distances to the
    vectors follow from one product, so that each step costs an exponential a vector and no more.
    """
    gamma = machine.gamma
    vectors, weights = machine.support_vectors_, np.ravel(machine.dual_coef_)
    along, lengths = movies @ vectors.T, (movies**2).sum(axis=1, keepdims=True)
    apart = (vectors**2).sum(axis=1)
    pulls, towards = np.zeros(along.shape), np.zeros((len(movies), 1))
    for step in range(STEPS):
        share = (step + 0.5) / STEPS
        pull = weights * np.exp(-gamma * (share**2 * lengths - 2 * share * along + apart))
        pulls += pull
        towards += share * pull.sum(axis=1, keepdims=True)
    return np.asarray(movies * 2 * gamma * (pulls @ vectors - movies * towards) / STEPS)


def _add_up(values: Floats, total: Floats) -> Floats:
    """Spread what the finite number of steps leaves over, in proportion to the size of each contribution."""
    sizes = np.abs(values) + np.finfo(np.float64).tiny
    left = total - values.sum(axis=1)
    return np.asarray(values + sizes / sizes.sum(axis=1, keepdims=True) * left[:, None])
