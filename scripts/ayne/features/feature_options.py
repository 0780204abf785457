"""What every feature family is built with."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ayne.core.config_sections import FeatureSettings

FEATURES = FeatureSettings()


@dataclass(frozen=True)
class FeatureOptions:
    """The days that decide what was known when; `snapshot` is the day the database is as of.

    `cut_off_days`: a movie is described as on that many days before its release, or on `snapshot` if that is earlier.
    `gross_known_after_days`: days from its release until a movie's gross counts in the records of others.
    `base_year`: real amounts are in US dollars of that year. `prior_movies`: how many movies of average gross
    a shrunk mean starts from. `hit_multiple`: a hit grosses so many times its budget, the rule of thumb for breaking
    even. `competition_days`: movies released at most so many days before or after compete.
    `annual_prices` and `recent_prices` are files of consumer prices; null: the table that comes with AYNE, and none.
    """

    snapshot: date
    gross_known_after_days: int = FEATURES.gross_known_after_days
    cut_off_days: int = FEATURES.cut_off_days.pre_release
    base_year: int = FEATURES.base_year
    prior_movies: int = 3
    hit_multiple: float = 2.5
    competition_days: int = 14
    annual_prices: str | None = None
    recent_prices: str | None = None


def read_options(options: Mapping[str, Any]) -> FeatureOptions:
    """Return the options that a workflow's parameters name; days are in ISO form there."""
    return FeatureOptions(**{**options, "snapshot": date.fromisoformat(options["snapshot"])})


def in_study(options: Mapping[str, Any], study: Path) -> dict[str, Any]:
    """Return options whose files are those of the study in this folder, wherever one stands."""
    files = {key: str(study / options[key]) for key in ("annual_prices", "recent_prices") if options.get(key)}
    return {**options, **files}
