"""A scikit-learn forest as flat arrays, so that a movie goes down all trees at once, and what each step adds is known.

Saabas, Interpreting random forests (2014): a step from a node to its child adds the difference of their means to the
feature that was asked there; with the mean at the roots, the steps add up to the forecast.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from ayne.core.arrays import Floats, Ints

LEAF = -1
ROWS_AT_ONCE = 256


class FlatForest:
    """All trees' nodes one after the other; `_roots` says where each tree begins."""

    def __init__(self, forest: Any) -> None:
        """`forest` is a fitted `RandomForestRegressor` of one output."""
        trees = [grown.tree_ for grown in forest.estimators_]
        sizes = [tree.node_count for tree in trees]
        self._roots = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        shift = np.repeat(self._roots, sizes)
        left, right, feature = (
            np.concatenate([getattr(tree, name) for tree in trees]).astype(np.int64)
            for name in ("children_left", "children_right", "feature")
        )
        self._is_leaf = left == LEAF
        # A leaf leads to itself, so that trees of all depths take the same number of steps.
        here = np.arange(len(left))
        self._left = np.where(self._is_leaf, here, left + shift)
        self._right = np.where(self._is_leaf, here, right + shift)
        self._feature = np.where(self._is_leaf, 0, feature)
        self._threshold = np.concatenate([tree.threshold for tree in trees])
        self._unknown_left = np.concatenate([tree.missing_go_to_left for tree in trees]).astype(bool)
        self._value = np.concatenate([tree.value[:, 0, 0] for tree in trees])
        self._depth = max(tree.max_depth for tree in trees)

    @classmethod
    def of(cls, forest: Any) -> FlatForest:
        """Return the forest's arrays, made once."""
        flat = _MADE.get(forest)
        if flat is None:
            flat = _MADE[forest] = cls(forest)
        return flat

    def predict(self, inputs: Floats) -> Floats:
        """Predict one value per row, to the last bit what scikit-learn predicts on one thread."""
        leaves = np.vstack([self._walk(rows)[-1] for rows in _chunks(inputs)])
        total = np.zeros(len(inputs))
        for tree in range(leaves.shape[1]):
            total += self._value[leaves[:, tree]]
        predicted: Floats = total / leaves.shape[1]
        return predicted

    def contributions(self, inputs: Floats) -> Floats:
        """Return what each input adds to each row's forecast, beside the mean at the roots."""
        return np.vstack([self._added(rows) for rows in _chunks(inputs)])

    def _added(self, inputs: Floats) -> Floats:
        rows, columns = inputs.shape
        added = np.zeros(rows * columns)
        path = self._walk(inputs)
        first = np.arange(rows)[:, None] * columns
        for node, child in pairwise(path):
            steps = self._value[child] - self._value[node]
            added += np.bincount((first + self._feature[node]).ravel(), steps.ravel(), minlength=rows * columns)
        return added.reshape(rows, columns) / len(self._roots)

    def _walk(self, inputs: Floats) -> list[Ints]:
        """Return the nodes of each row in each tree, from the roots to the leaves."""
        # scikit-learn compares in single precision.
        inputs = inputs.astype(np.float32)
        row = np.arange(len(inputs))[:, None]
        path = [np.broadcast_to(self._roots, (len(inputs), len(self._roots)))]
        for _ in range(self._depth):
            node = path[-1]
            value = inputs[row, self._feature[node]]
            goes_left = np.where(np.isnan(value), self._unknown_left[node], value <= self._threshold[node])
            path.append(np.where(goes_left, self._left[node], self._right[node]))
        return path


def _chunks(inputs: Floats) -> list[Floats]:
    return [inputs[first : first + ROWS_AT_ONCE] for first in range(0, max(len(inputs), 1), ROWS_AT_ONCE)]


_MADE: WeakKeyDictionary[Any, FlatForest] = WeakKeyDictionary()
