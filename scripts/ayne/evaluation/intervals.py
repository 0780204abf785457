"""Conformal intervals around predicted ln gross, calibrated on walk-forward residuals, budget band by band.

Normalised by the difficulty of each movie and Mondrian by band. Vovk, Gammerman and Shafer, Algorithmic Learning in a
Random World (2005).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ayne.evaluation.difficulty import Difficulty, fit_difficulty
from ayne.evaluation.scores import CONFIDENCES

MIN_POOLED = 20
MIN_BAND = 50
POOLED = "pooled"
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Calibration:
    """Half-widths in a movie's difficulty, `half_widths[band or "pooled"][confidence]`, and from how many movies."""

    difficulty: Difficulty
    half_widths: Mapping[str, Mapping[int, float]]
    n: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """Return what `intervals.json` holds."""
        groups = {
            group: {"n": self.n[group]} | {f"half_width_{c}": widths[c] for c in CONFIDENCES}
            for group, widths in self.half_widths.items()
        }
        return {"difficulty": self.difficulty.as_json(), "groups": groups}

    @classmethod
    def from_json(cls, content: Mapping[str, Mapping[str, Any]]) -> "Calibration":
        """Read the content of `intervals.json`."""
        groups = content["groups"]
        widths = {group: {c: float(values[f"half_width_{c}"]) for c in CONFIDENCES} for group, values in groups.items()}
        counts = {group: int(values["n"]) for group, values in groups.items()}
        return cls(Difficulty.from_json(content["difficulty"]), widths, counts)


def calibrate(
    residuals: Floats, bands: Sequence[str | None], predicted_usd: Floats, budget_usd: Floats
) -> Calibration | None:
    """Calibrate on ln actual minus ln predicted of movies the model had not seen; None below 20 movies.

    A band with fewer than 50 movies, and an unknown budget (NaN), takes the half-widths of all movies together.
    """
    if len(residuals) < MIN_POOLED:
        return None
    difficulty = fit_difficulty(residuals, predicted_usd, budget_usd)
    sizes = residuals / difficulty.of(predicted_usd, budget_usd)
    groups = {POOLED: sizes}
    for band in sorted({band for band in bands if band}):
        members = sizes[np.array([other == band for other in bands])]
        if len(members) >= MIN_BAND:
            groups[band] = members
    widths = {group: half_widths(members) for group, members in groups.items()}
    return Calibration(difficulty, widths, {group: len(members) for group, members in groups.items()})


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
    difficulty = calibration.difficulty.of(predicted_usd, budget_usd) if calibration else unknown
    columns = {}
    for confidence in CONFIDENCES:
        widths = np.array([_half_width(calibration, band, confidence) for band in bands], dtype=np.float64)
        columns[f"lower_{confidence}"] = predicted_usd * np.exp(-widths * difficulty)
        columns[f"upper_{confidence}"] = predicted_usd * np.exp(widths * difficulty)
    return columns


def _half_width(calibration: Calibration | None, band: str | None, confidence: int) -> float:
    if calibration is None:
        return float("nan")
    group = band if band in calibration.half_widths else POOLED
    return calibration.half_widths[group or POOLED][confidence]
