"""Whether one model's `rmse_log` is lower than another's beyond chance: a paired, seeded bootstrap."""

import numpy as np

from ayne.core.arrays import Floats

DRAWS = 2000


def paired_bootstrap(
    actual: Floats, predicted_a: Floats, predicted_b: Floats, *, seed: int, draws: int = DRAWS
) -> dict[str, float]:
    """Resample the movies `draws` times and compare both models on each draw; amounts in US dollars, rows paired.

    `difference` is `rmse_log` of a minus that of b, on all movies: negative where a is better. `lower_95` and
    `upper_95` bound it, and `prob_better` is the share of draws in which a is better (0.5 for equals).
    """
    squares = [(np.log(predicted) - np.log(actual)) ** 2 for predicted in (predicted_a, predicted_b)]
    rows = np.random.default_rng(seed).integers(0, len(actual), (draws, len(actual)))
    drawn = [np.sqrt(square[rows].mean(axis=1)) for square in squares]
    differences = drawn[0] - drawn[1]
    lower, upper = np.quantile(differences, [0.025, 0.975])
    better = np.mean(differences < 0) + np.mean(differences == 0) / 2
    difference = np.sqrt(squares[0].mean()) - np.sqrt(squares[1].mean())
    values = {"difference": difference, "lower_95": lower, "upper_95": upper, "prob_better": better}
    return {name: float(value) for name, value in values.items()}
