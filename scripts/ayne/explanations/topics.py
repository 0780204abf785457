"""What a feature is about: features that tell of the same people, money or date count as one reason."""

from collections.abc import Mapping
from functools import cache
from typing import Any

Dictionary = Mapping[str, Mapping[str, Any]]
# The first words of a feature's name, the longest that fits.
PREFIXES = {
    "director_": "director", "writer_": "writers", "cast_": "cast", "company_": "companies", "major_": "companies",
    "franchise_": "series", "is_sequel": "series", "genre_season_": "genres at this time of the year",
    "genre_": "genres", "competition_": "competition", "us_certification": "certificate", "runtime_min": "runtime",
    "is_runtime_missing": "runtime", "original_language": "language", "is_english": "language",
    "language_count": "language", "country_count": "countries", "is_us_production": "countries",
    "title_length": "title",
}  # fmt: skip
FAMILIES = {"money": "budget", "calendar": "release date", "text": "title"}


def topic_of(feature: str, dictionary: Dictionary) -> str:
    """Return a feature's topic: by its name, by its family, or the feature alone."""
    return _topic(feature, str(dictionary.get(feature, {}).get("family")))


@cache
def _topic(feature: str, family: str) -> str:
    fitting = [prefix for prefix in PREFIXES if feature.startswith(prefix)]
    if fitting:
        return PREFIXES[max(fitting, key=len)]
    return FAMILIES.get(family, feature)
