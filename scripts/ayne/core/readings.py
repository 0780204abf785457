"""Readers of values that people, programs and older copies write in several ways, where the meaning is certain."""

import re
from datetime import date
from math import isfinite
from typing import Any

# A day, perhaps as a moment: the midnight that it begins with.
DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)?)?\s*", re.ASCII)
NUMBER = re.compile(r"\s*-?\d+(?:\.\d*)?(?:[eE][-+]?\d{1,2})?\s*", re.ASCII)
# 0 and 1 are what databases and tables have for them.
FLAGS = {"true": True, "false": False, "1": True, "0": False, "1.0": True, "0.0": False}
# What tables and JSON hold of whole numbers: 64 bits, one of them the sign.
SMALLEST, LARGEST = -(1 << 63), (1 << 63) - 1


def read_day(value: object) -> date | None:
    """Return the day of `2010-05-07`, `" 2010-05-07"` and `2010-05-07T00:00:00.000Z`; None for anything else."""
    match = DAY.fullmatch(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def read_flag(value: object) -> bool | None:
    """Return true or false, also of `"False"`, 0 and 1; None for anything else."""
    if isinstance(value, str | int | float):
        return FLAGS.get(str(value).strip().lower())
    return None


def read_number(value: object) -> float:
    """Return a number, also of `"12"`; 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return 0
    if isinstance(value, str):
        value = float(value) if NUMBER.fullmatch(value) else 0
    return value if isinstance(value, int) or isfinite(value) else 0


def read_whole(value: object) -> int | None:
    """Return a whole number of 64 bits, also of `"603"` and `603.0`; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str):
        value = float(value) if NUMBER.fullmatch(value) and not value.strip().lstrip("-").isdigit() else _digits(value)
    if value is None or not isfinite(value) or value != int(value):
        return None
    return int(value) if SMALLEST <= value <= LARGEST else None


def read_id(entry: object) -> int | None:
    """Return the id of an entry of a list, a positive whole number; None where it has none."""
    number = read_whole(entry.get("id")) if isinstance(entry, dict) else None
    return number if number is not None and number > 0 else None


def _digits(text: str) -> int | None:
    # Python refuses numbers of more than 4,300 digits.
    return int(text) if NUMBER.fullmatch(text) and len(text) < 40 else None


def read_imdb_id(body: dict[str, Any]) -> str:
    """Return the IMDb id of a TMDB body, without blanks; "" where both places write null, "" or something else."""
    external = body.get("external_ids")
    places = body.get("imdb_id"), external.get("imdb_id") if isinstance(external, dict) else None
    return next((place.strip() for place in places if isinstance(place, str) and place.strip()), "")
