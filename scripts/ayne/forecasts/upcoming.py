"""The movies that are not out yet at the snapshot, forecast."""

import polars as pl

from ayne.core.logging import get_logger
from ayne.forecasts.forecast import forecast
from ayne.forecasts.refit import Refit

logger = get_logger("forecasts")


def forecast_upcoming(refit: Refit, features: pl.DataFrame, target: pl.DataFrame) -> pl.DataFrame:
    """Return one row a movie whose release date is after the snapshot, by release date, then `tmdb_id`.

    Its features are as of its cut-off or the snapshot, whichever is earlier (`facts.sql`).
    """
    unreleased = target.filter(~pl.col("is_released")).sort("release_date", "tmdb_id")
    rows = unreleased.select("tmdb_id").join(features, on="tmdb_id", how="inner", maintain_order="left")
    known = pl.when(pl.col("budget_received_usd") > 0).then("budget_received_usd")
    facts = unreleased.select("tmdb_id", "title", "deflator", budget_usd=known)
    logger.info("%d movies are not released at the snapshot %s", rows.height, refit.settings["snapshot"])
    return forecast(refit, rows.select(features.columns), facts)
