"""A feature family by its name: module, query and dictionary are called alike."""

from importlib import import_module
from typing import cast

import polars as pl

from ayne.core.errors import ConfigError
from ayne.core.logging import get_logger
from ayne.database import DuckDBClient
from ayne.features.options import FeatureOptions

logger = get_logger("features")


def build_family(family: str, db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:
    """Return what `ayne.features.{family}.build` makes: one row a dated movie, sorted by `tmdb_id`."""
    module = f"ayne.features.{family}"
    try:
        build = import_module(module).build
    except (ModuleNotFoundError, AttributeError) as error:
        raise ConfigError(
            f"features.families names {family}, but {module} has no build(db, options): {error}"
        ) from error
    table = cast("pl.DataFrame", build(db, options))
    logger.info("%s: %d columns for %d movies with a release date", family, table.width - 2, table.height)
    return table
