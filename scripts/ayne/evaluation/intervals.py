"""Split-conformal intervals around predicted ln gross, calibrated on walk-forward residuals, budget band by band.

Vovk, Gammerman and Shafer, Algorithmic Learning in a Random World (2005); Mondrian variant by `crepes`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ayne.evaluation.scores import CONFIDENCES

MIN_POOLED = 20
MIN_BAND = 50
POOLED = "pooled"
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Calibration:
    """Half-widths in ln dollars: `half_widths[band or "pooled"][confidence]`, and from how many movies each is."""

    half_widths: Mapping[str, Mapping[int, float]]
    n: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """Return what `intervals.json` holds."""
        return {
            group: {"n": self.n[group]} | {f"half_width_log_{c}": widths[c] for c in CONFIDENCES}
            for group, widths in self.half_widths.items()
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Mapping[str, Any]]) -> "Calibration":
        """Read the content of `intervals.json`."""
        widths = {g: {c: float(v[f"half_width_log_{c}"]) for c in CONFIDENCES} for g, v in content.items()}
        return cls(widths, {group: int(values["n"]) for group, values in content.items()})


def calibrate(residuals: Floats, bands: Sequence[str | None]) -> Calibration | None:
    """Calibrate on ln actual minus ln predicted of movies the model had not seen; None below 20 movies.

    A band with fewer than 50 movies, and an unknown budget, takes the half-widths of all movies together.
    """
    if len(residuals) < MIN_POOLED:
        return None
    groups = {POOLED: residuals}
    for band in sorted({band for band in bands if band}):
        members = residuals[np.array([other == band for other in bands])]
        if len(members) >= MIN_BAND:
            groups[band] = members
    widths = {group: _half_widths(members) for group, members in groups.items()}
    return Calibration(widths, {group: len(members) for group, members in groups.items()})


def _half_widths(residuals: Floats) -> dict[int, float]:
    from crepes import ConformalRegressor

    conformal = ConformalRegressor()
    conformal.fit(residuals=residuals)
    at_zero = np.zeros(1)
    return {c: float(conformal.predict_int(at_zero, confidence=c / 100)[0, 1]) for c in CONFIDENCES}


def interval_columns(
    predicted_usd: Floats, bands: Sequence[str | None], calibration: Calibration | None
) -> dict[str, Floats]:
    """Columns `lower_80`, `upper_80`, `lower_90`, `upper_90` in US dollars; NaN without a calibration."""
    columns = {}
    for confidence in CONFIDENCES:
        half = np.array([_half_width(calibration, band, confidence) for band in bands], dtype=np.float64)
        columns[f"lower_{confidence}"] = predicted_usd * np.exp(-half)
        columns[f"upper_{confidence}"] = predicted_usd * np.exp(half)
    return columns


def _half_width(calibration: Calibration | None, band: str | None, confidence: int) -> float:
    if calibration is None:
        return float("nan")
    group = band if band in calibration.half_widths else POOLED
    return calibration.half_widths[group or POOLED][confidence]
