"""Scores of probabilities of something that came true or did not; all of them better the nearer to 0, but `auc`."""

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
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
        sum(entry["n"] * abs(entry["forecast"] - entry["came_true"]) for entry in reliability(probability, came_true))
        / len(probability),
    )
    return {"n": len(probability), **dict(zip(names, values, strict=True))}


def reliability(probability: Floats, came_true: Flags) -> list[dict[str, Any]]:
    """Return one entry a bin that has movies: `from`, `to`, `n`, mean `forecast`, share that `came_true`.

    scikit-learn's calibration_curve does not say how many movies a bin has.
    """
    place = np.minimum((probability * BINS).astype(np.int64), BINS - 1)
    return [
        {
            "from": number / BINS,
            "to": (number + 1) / BINS,
            "n": int(inside.sum()),
            "forecast": float(probability[inside].mean()),
            "came_true": float(came_true[inside].mean()),
        }
        for number in range(BINS)
        if (inside := place == number).any()
    ]
