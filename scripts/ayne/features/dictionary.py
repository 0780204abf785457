"""The features' data dictionary: for each column its type, its unit and when it is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from ayne.core.errors import DataError
from ayne.tables.dictionary_file import read_dictionary_file

# In the order of time: a set holds the columns known at its own moment or before.
FEATURE_SETS = ("greenlight", "pre_release", "opening_weekend", "post_release")
TYPES: dict[str, type[pl.DataType]] = {
    "BOOLEAN": pl.Boolean,
    "INTEGER": pl.Int32,
    "DOUBLE": pl.Float64,
    "VARCHAR": pl.String,
}
ENTRY_KEYS = {"type", "unit", "known_at", "description"}


@dataclass(frozen=True)
class FeatureColumn:
    """A column of a family; `unit` is empty for what has none, as a flag or a code."""

    name: str
    type: str
    known_at: str
    description: str
    unit: str = ""

    def is_known_at(self, feature_set: str) -> bool:
        """Whether a forecast of that set may use the column."""
        return FEATURE_SETS.index(self.known_at) <= FEATURE_SETS.index(feature_set)


def read_feature_dictionary(path: Path) -> dict[str, FeatureColumn]:
    """Return a family's columns by name, in the order of the file; an entry that is not complete is a `DataError`."""
    content = read_dictionary_file(path)
    columns = content.get("columns")
    if not isinstance(columns, dict) or not columns:
        raise DataError(f"{path}: `columns` is missing; it maps each column to its {', '.join(sorted(ENTRY_KEYS))}")
    return {name: _column(path, name, entry) for name, entry in columns.items()}


def _column(path: Path, name: str, entry: object) -> FeatureColumn:
    if not isinstance(entry, dict) or not set(entry) <= ENTRY_KEYS or not set(entry) >= ENTRY_KEYS - {"unit"}:
        raise DataError(f"{path}: column {name}: expected {', '.join(sorted(ENTRY_KEYS))}, got {entry!r}")
    for key, allowed in (("type", tuple(TYPES)), ("known_at", FEATURE_SETS)):
        if entry[key] not in allowed:
            raise DataError(f"{path}: column {name}: {key} is {entry[key]!r}; allowed: {', '.join(allowed)}")
    return FeatureColumn(name=str(name), **entry)


def describe_families(paths: Iterable[Path]) -> dict[str, dict[str, str]]:
    """Return {column: its family, unit and description} over the dictionary files of several families."""
    return {
        name: {"family": path.stem, "unit": column.unit, "description": column.description}
        for path in paths
        for name, column in read_feature_dictionary(path).items()
    }
