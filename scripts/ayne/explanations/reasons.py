"""Reasons in words: what moves a forecast most, from the features' own descriptions, with value and effect."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from ayne.charts.wording import short_dollars
from ayne.explanations.contributions import Contributions

REASONS = 5
TIMES = "\u00d7"
Dictionary = Mapping[str, Mapping[str, Any]]
# Features that tell of the same people, companies or movies count as one reason; the first word of their name says so.
ROLES = {
    "director": "director",
    "writer": "writers",
    "cast": "cast",
    "company": "companies",
    "major": "major studio",
    "franchise": "franchise",
    "genre_season": "genres at this time of the year",
    "competition": "competition",
}
FAMILIES = {"money": "budget", "calendar": "release date", "text": "title"}
# How a description goes on after what it is about: which movies are missing, how it is averaged.
ASIDE = re.compile(r"(; |: |, (shrunk|averaged|summed|the (most|shortest)|without those)|\. )")


@dataclass(frozen=True)
class Reason:
    """What a group of features does to one movie's forecast: it is multiplied by `factor`; the words say both."""

    group: str
    feature: str
    factor: float
    words: str


def group_of(feature: str, dictionary: Dictionary) -> str:
    """Return what a feature is about: a role, a family that is one subject, or the feature alone."""
    for prefix, role in ROLES.items():
        if feature.startswith(f"{prefix}_"):
            return role
    return FAMILIES.get(str(dictionary.get(feature, {}).get("family")), feature)


def reasons_of(
    found: Contributions, features: pl.DataFrame, dictionary: Dictionary, *, base_year: int, most: int = REASONS
) -> list[list[Reason]]:
    """Return each movie's strongest reasons, strongest first; of equals, the first by name."""
    groups: dict[str, list[str]] = {}
    for name in found.by_feature.columns:
        groups.setdefault(group_of(name, dictionary), []).append(name)
    values = features.select(found.by_feature.columns)
    return [
        _strongest(added, given, groups, dictionary, base_year)[:most]
        for added, given in zip(
            found.by_feature.iter_rows(named=True), values.iter_rows(named=True), strict=True
        )
    ]  # fmt: skip


def _strongest(
    added: Mapping[str, float], given: Mapping[str, Any], groups: Mapping[str, Sequence[str]],
    dictionary: Dictionary, base_year: int,
) -> list[Reason]:  # fmt: skip
    reasons = []
    for group, names in groups.items():
        total = sum(added[name] for name in names)
        # The feature that did most in the direction of the whole speaks for it.
        chief = max(sorted(names), key=lambda name: added[name] * math.copysign(1, total))
        factor = math.exp(total)
        said = say_value(chief, given[chief], dictionary, base_year)
        label = "" if group == chief else f"{group}: "
        reasons.append(Reason(group, chief, factor, f"{label}{said} ({TIMES}{factor:.2f})"))
    return sorted(reasons, key=lambda reason: (-abs(math.log(reason.factor)), reason.group))


def say_value(feature: str, value: Any, dictionary: Dictionary, base_year: int) -> str:
    """Return a feature and its value in words: `Highest gross of an earlier movie $312M (2020 dollars)`."""
    described = dictionary.get(feature, {})
    about = ASIDE.split(str(described.get("description", feature)), maxsplit=1)[0]
    unit = str(described.get("unit", ""))
    if value is None:
        return f"{about}: unknown"
    if isinstance(value, bool):
        return about if value else f"not {about}"
    if unit.startswith("ln(US dollar"):
        return f"{about}: {short_dollars(math.exp(value))} ({base_year} dollars)"
    if unit.startswith("ln("):
        return f"{about}: {math.exp(value):.2g} times"
    if isinstance(value, float | int):
        few = f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"
        return f"{about}: {few}{_with_unit(unit, value)}"
    return f"{about.partition(':')[0]}: {value}"


def _with_unit(unit: str, value: float) -> str:
    countable = {"movie", "company", "genre", "language", "country", "day", "minute", "word", "character", "studio"}
    if unit not in countable:
        return f" {unit}s" if unit == "year" and abs(value) < 1000 and value != 1 else ""
    plural = {"company": "companies", "country": "countries"}.get(unit, f"{unit}s")
    return f" {unit if value == 1 else plural}"
