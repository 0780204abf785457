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
    happened = came_true.astype(np.float64)
    safe = np.clip(probability, SMALLEST, 1 - SMALLEST)
    values = (
        float(happened.mean()),
        float(np.mean((probability - happened) ** 2)),
        float(-np.mean(np.log(np.where(came_true, safe, 1 - safe)))),
        _auc(probability, came_true),
        sum(entry["n"] * abs(entry["forecast"] - entry["came_true"]) for entry in reliability(probability, came_true))
        / len(probability),
    )
    return {"n": len(probability), **dict(zip(names, values, strict=True))}


def reliability(probability: Floats, came_true: Flags) -> list[dict[str, Any]]:
    """Return one entry a bin that has movies: `from`, `to`, `n`, mean `forecast`, share that `came_true`."""
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


def _auc(probability: Floats, came_true: Flags) -> float | None:
    """Return the chance that one that came true was given more than one that did not; ties count half."""
    if came_true.all() or not came_true.any():
        return None
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(came_true, probability))
