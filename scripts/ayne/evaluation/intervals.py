"""Conformal intervals around predicted ln gross, calibrated on walk-forward residuals, budget band by band.

Normalised by the difficulty of each movie and Mondrian by band. Vovk, Gammerman and Shafer, Algorithmic Learning in a
Random World (2005).
"""

from collections.abc import Sequence

import numpy as np

from ayne.artifacts.intervals import Calibration, HalfWidths
from ayne.core.arrays import Floats
from ayne.evaluation.difficulty import expected_error, fit_difficulty
from ayne.evaluation.scores import CONFIDENCES

MIN_POOLED = 20
MIN_BAND = 50
POOLED = "pooled"


def calibrate(
    residuals: Floats, bands: Sequence[str | None], predicted_usd: Floats, budget_usd: Floats
) -> Calibration | None:
    """Calibrate on ln actual minus ln predicted of movies the model had not seen; None below 20 movies.

    A band with fewer than 50 movies, and an unknown budget (NaN), takes the half-widths of all movies together.
    """
    if len(residuals) < MIN_POOLED:
        return None
    difficulty = fit_difficulty(residuals, predicted_usd, budget_usd)
    sizes = residuals / expected_error(difficulty, predicted_usd, budget_usd)
    groups = {POOLED: sizes}
    for band in sorted({band for band in bands if band}):
        members = sizes[np.array([other == band for other in bands])]
        if len(members) >= MIN_BAND:
            groups[band] = members
    return Calibration(
        difficulty=difficulty, groups={group: _half_widths(members) for group, members in groups.items()}
    )


def half_widths(residuals: Floats) -> dict[int, float]:
    """Return the plain split-conformal half-width by confidence in per cent; infinite where the movies are too few.

    Of n sizes of error the ⌈(n + 1) · confidence⌉-th smallest: Lei, G'Sell, Rinaldo, Tibshirani and Wasserman,
    Distribution-Free Predictive Inference for Regression (2018), algorithm 2.
    """
    sizes = np.append(np.sort(np.abs(residuals)), np.inf)
    # Whole numbers only: (9 + 1) x 0.9 is a little more than 9 for a computer.
    return {c: float(sizes[min(ceil_div((len(residuals) + 1) * c, 100) - 1, len(residuals))]) for c in CONFIDENCES}


def ceil_div(dividend: int, divisor: int) -> int:
    """Divide whole numbers, and round up."""
    return -(-dividend // divisor)


def interval_columns(
    predicted_usd: Floats, bands: Sequence[str | None], budget_usd: Floats, calibration: Calibration | None
) -> dict[str, Floats]:
    """Columns `lower_80`, `upper_80`, `lower_90`, `upper_90` in US dollars; NaN without a calibration."""
    unknown = np.full(len(predicted_usd), np.nan)
    difficulty = expected_error(calibration.difficulty, predicted_usd, budget_usd) if calibration else unknown
    columns = {}
    for confidence in CONFIDENCES:
        widths = np.array([_half_width(calibration, band, confidence) for band in bands], dtype=np.float64)
        columns[f"lower_{confidence}"] = predicted_usd * np.exp(-widths * difficulty)
        columns[f"upper_{confidence}"] = predicted_usd * np.exp(widths * difficulty)
    return columns


def _half_widths(residuals: Floats) -> HalfWidths:
    widths = half_widths(residuals)
    return HalfWidths(n=len(residuals), **{f"half_width_{c}": widths[c] for c in CONFIDENCES})


def _half_width(calibration: Calibration | None, band: str | None, confidence: int) -> float:
    if calibration is None:
        return float("nan")
    group = calibration.groups.get(band or POOLED, calibration.groups[POOLED])
    return group.half_width_80 if confidence == 80 else group.half_width_90
