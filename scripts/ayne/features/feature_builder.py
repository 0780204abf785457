"""The feature table of a set: the families side by side, with only the columns that are known by then."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from ayne.core.errors import ConfigError, DataError
from ayne.core.logging import get_logger
from ayne.features.feature_dictionary import FEATURE_SETS, FeatureColumn, read_feature_dictionary

logger = get_logger("features")
KEYS = ["tmdb_id", "release_date"]
# How Polars calls the types of the dictionary.
TYPES = {"BOOLEAN": pl.Boolean, "INTEGER": pl.Int32, "DOUBLE": pl.Float64, "VARCHAR": pl.String}


def build_features(
    families: Mapping[str, Path],
    dictionaries: Mapping[str, Path],
    feature_set: str,
    columns: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Return one row per movie: the keys `tmdb_id` and `release_date`, then the families' columns, sorted by `tmdb_id`.

    `families` and `dictionaries` map a family to its Parquet file and its dictionary file. Without `columns`, every
    column known at the set's moment is kept; a column asked for by name that is known later is a `DataError`.
    """
    if feature_set not in FEATURE_SETS:
        raise ConfigError(f"features.set is {feature_set!r}; allowed: {', '.join(FEATURE_SETS)}")
    described = {family: read_feature_dictionary(dictionaries[family]) for family in families}
    table = _join({family: _read(family, path, described[family]) for family, path in families.items()})
    known = _known_columns(_all_columns(described), feature_set, columns)
    logger.info("%s: %d columns for %d movies", feature_set, len(known), table.height)
    return table.select(*KEYS, *known)


def check_columns(family: str, table: pl.DataFrame, dictionary: Mapping[str, FeatureColumn]) -> None:
    """Refuse a family whose table has not exactly the columns and types that its dictionary describes."""
    file = f"config/features/{family}.yaml"
    if missing := [key for key in KEYS if key not in table.columns]:
        raise DataError(f"family {family} lacks the key {', '.join(missing)}; select it beside its columns")
    if unknown := [name for name in table.columns if name not in {*KEYS, *dictionary}]:
        kind = next((name for name, dtype in TYPES.items() if dtype == table.schema[unknown[0]]), "DOUBLE")
        line = f"{unknown[0]}: {{type: {kind}, unit: …, known_at: pre_release, description: …}}"
        raise DataError(f"family {family} has {', '.join(unknown)}, which {file} lacks; add under columns: `{line}`")
    if absent := sorted(set(dictionary) - set(table.columns)):
        raise DataError(f"family {family} lacks {', '.join(absent)}, which {file} describes; select it, or take it out")
    for name, column in dictionary.items():
        if table.schema[name] != TYPES[column.type]:
            cast = f"write `{name}::{column.type}` in its SQL, or `.cast(pl.{TYPES[column.type]})`"
            raise DataError(f"family {family}: {name} is {table.schema[name]}, {file} says {column.type}; {cast}")


def _read(family: str, path: Path, dictionary: dict[str, FeatureColumn]) -> pl.DataFrame:
    """Read a family's file."""
    table = pl.read_parquet(path)
    check_columns(family, table, dictionary)
    return table.select(*KEYS, *dictionary)


def _join(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Put the families side by side; all must describe the same movies, each once."""
    first, *others = sorted_by_id = {family: _sorted(table) for family, table in tables.items()}
    keys = sorted_by_id[first].select(KEYS)
    if keys["tmdb_id"].is_duplicated().any():
        raise DataError(f"family {first} has more than one row for a movie")
    for family in others:
        if not sorted_by_id[family].select(KEYS).equals(keys):
            raise DataError(f"family {family} has other movies than family {first}; build both from one database")
    return pl.concat([keys, *(table.drop(KEYS) for table in sorted_by_id.values())], how="horizontal")


def _sorted(table: pl.DataFrame) -> pl.DataFrame:
    """Sort by movie, without a copy where a family has done so."""
    return table if table["tmdb_id"].is_sorted() else table.sort("tmdb_id")


def _all_columns(described: Mapping[str, dict[str, FeatureColumn]]) -> dict[str, FeatureColumn]:
    """Return every family's columns by name; a name that two families use is a `DataError`."""
    columns: dict[str, FeatureColumn] = {}
    for family, dictionary in described.items():
        if twice := sorted(set(columns) & set(dictionary)):
            raise DataError(f"family {family} has columns that another family has: {', '.join(twice)}")
        columns |= dictionary
    return columns


def _known_columns(columns: dict[str, FeatureColumn], feature_set: str, wanted: Sequence[str] | None) -> list[str]:
    known = [name for name, column in columns.items() if column.is_known_at(feature_set)]
    if wanted is None:
        return known
    if unknown := [name for name in wanted if name not in columns]:
        raise DataError(f"no feature family has a column {', '.join(unknown)}")
    if late := [f"{name} (known at {columns[name].known_at})" for name in wanted if name not in known]:
        raise DataError(f"too late for the set {feature_set}: {', '.join(late)}")
    return [name for name in known if name in set(wanted)]
