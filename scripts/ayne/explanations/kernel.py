"""Contributions of a support vector machine with a radial kernel: its slope, summed on the way from the mean movie.

Sundararajan, Taly and Yan, Axiomatic Attribution for Deep Networks (2017): integrated gradients, which add up to the
difference between the movie's forecast and the mean movie's.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from ayne.core.arrays import Floats

STEPS = 16
ROWS_AT_ONCE = 100


def kernel_contributions(machine: Any, movies: Floats) -> Floats:
    """Return one row per movie and one column per input; `movies` are in standard deviations from the mean one."""
    read = _Machine.of(machine)
    rows = [movies[first : first + ROWS_AT_ONCE] for first in range(0, len(movies), ROWS_AT_ONCE)]
    return np.vstack([read.contributions(some) for some in rows]) if rows else np.zeros(movies.shape)


class _Machine:
    """A support vector machine's vectors and weights, with what does not depend on the movie."""

    def __init__(self, machine: Any) -> None:
        self._gamma = float(machine.gamma)
        self._vectors, self._weights = machine.support_vectors_, np.ravel(machine.dual_coef_)
        self._apart = (self._vectors**2).sum(axis=1)
        self._at_mean = float(np.exp(-self._gamma * self._apart) @ self._weights)

    @classmethod
    def of(cls, machine: Any) -> _Machine:
        """Return the machine as it was read before."""
        if machine not in _READ:
            _READ[machine] = cls(machine)
        return _READ[machine]

    def contributions(self, movies: Floats) -> Floats:
        """Return the mean slope on the straight way from the mean movie, times the distance, input by input.

        The slope at a movie is the sum of the vectors' pulls times the way to them. On a straight way the distances to
        the vectors follow from one product, so that each step costs an exponential a vector and no more.
        """
        along, lengths = movies @ self._vectors.T, (movies**2).sum(axis=1, keepdims=True)
        pulls, towards = np.zeros(along.shape), np.zeros((len(movies), 1))
        for step in range(STEPS):
            share = (step + 0.5) / STEPS
            pull = self._pull(share, along, lengths)
            pulls += pull
            towards += share * pull.sum(axis=1, keepdims=True)
        values = movies * 2 * self._gamma * (pulls @ self._vectors - movies * towards) / STEPS
        return _add_up(values, self._pull(1.0, along, lengths).sum(axis=1) - self._at_mean)

    def _pull(self, share: float, along: Floats, lengths: Floats) -> Floats:
        """Return each vector's part of the forecast at a share of the way."""
        squares = share**2 * lengths - 2 * share * along + self._apart
        return np.asarray(self._weights * np.exp(-self._gamma * squares))


def _add_up(values: Floats, total: Floats) -> Floats:
    """Spread what the finite number of steps leaves over, in proportion to the size of each contribution."""
    sizes = np.abs(values) + np.finfo(np.float64).tiny
    left = total - values.sum(axis=1)
    return np.asarray(values + sizes / sizes.sum(axis=1, keepdims=True) * left[:, None])


_READ: WeakKeyDictionary[Any, _Machine] = WeakKeyDictionary()
