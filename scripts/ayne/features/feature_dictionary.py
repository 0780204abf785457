"""The features' data dictionary: for each column its type, its unit and when it is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ayne.core.errors import DataError
from ayne.tables.dictionary_file import read_dictionary_file

# In the order of time: a set holds the columns known at its own moment or before.
FEATURE_SETS = ("greenlight", "pre_release", "opening_weekend", "second_weekend", "post_release")
# A movie is described as on one of two days; later sets add columns, not another day.
CUT_OFFS = ("greenlight", "pre_release")
TYPES = ("BOOLEAN", "INTEGER", "DOUBLE", "VARCHAR")
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
    for key, allowed in (("type", TYPES), ("known_at", FEATURE_SETS)):
        if entry[key] not in allowed:
            raise DataError(f"{path}: column {name}: {key} is {entry[key]!r}; allowed: {', '.join(allowed)}")
    return FeatureColumn(name=str(name), **entry)


def cut_off_of(feature_set: str) -> str:
    """Return which of `CUT_OFFS` a set's records are as of."""
    return "greenlight" if feature_set == "greenlight" else "pre_release"


def families_of(feature_set: str, dictionaries: Mapping[str, Path]) -> list[str]:
    """Return the families with a column known by the set's moment, in the order given."""
    return [
        family
        for family, path in dictionaries.items()
        if any(column.is_known_at(feature_set) for column in read_feature_dictionary(path).values())
    ]


def sees_until(path: Path) -> str:
    """Return the last moment whose facts a family may read: `pre_release`, or a later one for a family of that moment.

    A family that mixes columns known before the release with later ones is a `DataError`: it would read the later
    facts for the earlier columns as well.
    """
    moments = {column.known_at: name for name, column in read_feature_dictionary(path).items()}
    late = {moment: name for moment, name in moments.items() if moment not in CUT_OFFS}
    if not late:
        return "pre_release"
    if len(moments) > 1:
        mixed = ", ".join(f"{name} ({moment})" for moment, name in moments.items())
        raise DataError(f"{path}: {mixed}: a family of a later moment than pre_release has no other columns")
    return next(iter(late))


def describe_families(paths: Iterable[Path]) -> dict[str, dict[str, str]]:
    """Return {column: its family, unit and description} over the dictionary files of several families."""
    return {
        name: {"family": path.stem, "unit": column.unit, "description": column.description}
        for path in paths
        for name, column in read_feature_dictionary(path).items()
    }
