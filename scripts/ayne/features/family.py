"""A feature family by its name: module, query and dictionary are called alike."""

import re
from collections.abc import Mapping
from importlib import import_module
from typing import cast

import polars as pl

from ayne.core.errors import ConfigError, DataError
from ayne.core.logging import get_logger
from ayne.database import DuckDBClient
from ayne.features.feature_options import FeatureOptions
from ayne.features.leakage_guard import only_known_at

logger = get_logger("features")
MISSING_COLUMN = re.compile(r'column (?:named )?"(?:[^"]*\.)?([^".]+)"')


def build_family(
    family: str, db: DuckDBClient, options: FeatureOptions, sees_until: str = "pre_release"
) -> pl.DataFrame:
    """Return what `ayne.features.{family}.build` makes: one row per dated movie, sorted by `tmdb_id`.

    The family sees no column of the database that is known later than `sees_until`; reading one is a `DataError`.
    """
    module = f"ayne.features.{family}"
    try:
        build = import_module(module).build
    except (ModuleNotFoundError, AttributeError) as error:
        raise ConfigError(
            f"features.families names {family}, but {module} has no build(db, options): {error}"
        ) from error
    with only_known_at(db, sees_until) as hidden:
        try:
            table = cast("pl.DataFrame", build(db, options))
        except DataError as error:
            raise DataError(_explain(family, sees_until, hidden, str(error))) from error
    logger.info("%s: %d columns for %d movies with a release date", family, table.width - 2, table.height)
    return table


def _explain(family: str, moment: str, hidden: Mapping[str, str], message: str) -> str:
    """Name the one column that was read: DuckDB's message goes on with others that are alike."""
    read = MISSING_COLUMN.search(message)
    late = [f"{name} (known at {at})" for name, at in hidden.items() if read and name.partition(".")[2] == read[1]]
    if not late:
        return f"family {family}: {message}"
    return f"family {family} has columns known at {moment} and reads what is known later: {' or '.join(late)}"
