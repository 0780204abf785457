"""How much each model counts in a blend: non-negative least squares on walk-forward forecasts, in sum 1."""

from collections.abc import Mapping, Sequence

import numpy as np

from ayne.core.arrays import Floats

SMALLEST = 0.02
# The last bits differ between machines.
DECIMALS = 12
# How strongly weights that do not add up to 1 are punished, in movies.
SUM_PENALTY = 1e4


def blend_weights(residuals: Mapping[str, Floats]) -> dict[str, float]:
    """Return a weight per model from its residuals (ln actual minus ln predicted) on the same movies in the same order.

    Weights below 0.02 are left out. Without a movie to judge by, all models count alike.
    """
    names = sorted(residuals)
    matrix = np.column_stack([residuals[name] for name in names]) if names else np.empty((0, 0))
    if len(matrix) == 0:
        return _shares(names, np.ones(len(names)))
    weights = _shares(names, _least_squares(matrix))
    weights = {name: weight for name, weight in weights.items() if weight >= SMALLEST}
    return _shares(list(weights), np.array(list(weights.values())))


def _least_squares(matrix: Floats) -> Floats:
    """Minimise the squared mean error with weights that are not negative and add up to 1."""
    from scipy.optimize import nnls  # type: ignore[import-untyped, unused-ignore]

    # An error is linear in the weights once they add up to 1, which a heavy row of ones sees to.
    ones = np.full((1, matrix.shape[1]), np.sqrt(SUM_PENALTY * len(matrix)))
    aim = np.append(np.zeros(len(matrix)), ones[0, 0])
    weights: Floats = nnls(np.vstack([matrix, ones]), aim)[0]
    return weights


def _shares(names: Sequence[str], weights: Floats) -> dict[str, float]:
    return {name: round(float(weight), DECIMALS) for name, weight in zip(names, weights / weights.sum(), strict=True)}
