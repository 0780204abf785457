"""Which amount is forecast at which moment; imports nothing heavy, as the workflow reads it while parsing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

WORLDWIDE, DOMESTIC, OPENING = "worldwide_gross_usd", "domestic_gross_usd", "opening_weekend_usd"
# From the largest down: none of a movie's amounts is above the one before it.
TARGETS = (WORLDWIDE, DOMESTIC, OPENING)
GREENLIGHT = "greenlight"
BEFORE, AFTER = (GREENLIGHT, "pre_release"), ("opening_weekend", "second_weekend")
# In the order of time, each named after its feature set.
HORIZONS = (*BEFORE, *AFTER)
# What a movie has grossed by a horizon; models are fitted to what comes after it.
ANCHORS = {
    "opening_weekend": "log_gross_to_first_sunday_real",
    "second_weekend": "log_gross_to_second_sunday_real",
}
# A release in so many theaters on its first weekend is a wide one.
WIDE_THEATERS = 600
# What a cell's folder has besides its refitted model.
PREDICTIONS, METRICS = "predictions.parquet", "metrics.json"


class Cell(NamedTuple):
    """One amount at one moment."""

    target: str
    horizon: str

    @property
    def anchor(self) -> str | None:
        """The feature that says what the movie has grossed by then; None before its release."""
        return ANCHORS.get(self.horizon)


def horizon_of(release: date, snapshot: date, weekends: int, greenlight_days: int | None) -> str:
    """Return the last horizon that is reached: a Monday by the `weekends` known of, else by the days to the release.

    `greenlight_days`: a release further away than that is at its greenlight; None: there is no such horizon.
    """
    if weekends:
        return AFTER[weekends - 1]
    is_far = greenlight_days is not None and release > snapshot + timedelta(days=greenlight_days)
    return GREENLIGHT if is_far else BEFORE[-1]


def cells_of(targets: Sequence[str], *, charts: bool) -> list[Cell]:
    """Return the cells that make sense: an opening is forecast before it is known, and `charts` tell of weekends."""
    horizons = HORIZONS if charts else BEFORE
    return [
        Cell(target, horizon)
        for target in TARGETS
        if target in targets
        for horizon in horizons
        if target != OPENING or horizon in BEFORE
    ]
