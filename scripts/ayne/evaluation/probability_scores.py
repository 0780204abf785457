"""Scores of probabilities of something that came true or did not; all of them better the nearer to 0, but `auc`."""

import numpy as np

from ayne.artifacts.payback import ReliabilityBin
from ayne.core.arrays import Bools, Floats

Flags = Bools
BINS = 10
# A probability of 0 or 1 that turns out wrong would cost infinitely much.
SMALLEST = 1e-6


def score_probabilities(probability: Floats, came_true: Flags) -> dict[str, float | int | None]:
    """Return `n`, `rate` and the scores; None where the rows do not define one (`auc` where all turned out alike).

    `brier`: mean squared error. `log_loss`: mean of -ln of the probability of what happened. `calibration_error`
    (ECE): mean of |forecast - came true| over ten bins of equal width, each weighted by its movies.
    """
    names = ("rate", "brier", "log_loss", "auc", "calibration_error")
    if len(probability) == 0:
        return {"n": 0, **dict.fromkeys(names)}
    from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

    values = (
        float(came_true.mean()),
        float(brier_score_loss(came_true, probability)),
        float(log_loss(came_true, np.clip(probability, SMALLEST, 1 - SMALLEST), labels=[False, True])),
        None if came_true.all() or not came_true.any() else float(roc_auc_score(came_true, probability)),
        sum(
            int(inside.sum()) * abs(float(probability[inside].mean()) - float(came_true[inside].mean()))
            for _, inside in _bins(probability)
        )
        / len(probability),
    )
    return {"n": len(probability), **dict(zip(names, values, strict=True))}


def reliability(probability: Floats, came_true: Flags) -> list[ReliabilityBin]:
    """Return, of ten bins of equal width, those that have movies.

    scikit-learn's calibration_curve does not say how many movies a bin has.
    """
    return [
        ReliabilityBin(
            from_=number / BINS,
            to=(number + 1) / BINS,
            n=inside.sum(),
            forecast=probability[inside].mean(),
            came_true=came_true[inside].mean(),
        )
        for number, inside in _bins(probability)
    ]


def _bins(probability: Floats) -> list[tuple[int, Flags]]:
    """Return each bin's number and which of the probabilities are in it, where there are any."""
    place = np.minimum((probability * BINS).astype(np.int64), BINS - 1)
    return [(number, inside) for number in range(BINS) if (inside := place == number).any()]
