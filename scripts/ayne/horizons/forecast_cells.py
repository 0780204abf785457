"""Forecasts by the models of the cells, fitted on all that is known: the amounts of a movie belong together."""

from collections.abc import Mapping

import polars as pl

from ayne.evaluation.bands import bands_of
from ayne.forecasts.forecast import FACTS, with_chance
from ayne.forecasts.refit import Refit
from ayne.horizons.cells import Cell
from ayne.horizons.coherence import AMOUNTS, coherent
from ayne.models.amounts import nominal_usd
from ayne.models.backtest import with_intervals
from ayne.models.encoding import feature_columns
from ayne.models.estimator import load_estimator


def forecast_cells(
    refits: Mapping[Cell, Refit], features: pl.DataFrame, movies: pl.DataFrame, amounts: pl.DataFrame,
    *, published: Mapping[Cell, pl.DataFrame] | None = None,
) -> dict[Cell, pl.DataFrame]:  # fmt: skip
    """Forecast the amounts of one horizon, of which `features` has the movies that it can forecast.

    `movies` has `tmdb_id`, `deflator` and `budget_usd` (nominal, null where unknown) beside, in the same order;
    `amounts` what they have grossed (`ayne.horizons.coherence`). `published` has forecasts that are taken as they are
    where a cell has no model of its own. The worldwide gross has `prob_payback` besides.
    """
    own = {cell: _forecast(cell, refit, features, movies) for cell, refit in refits.items()}
    agreed = coherent({**(published or {}), **own}, amounts)
    return {
        cell: _with_chance(table, refits[cell], movies) if cell in refits else table for cell, table in agreed.items()
    }


def _with_chance(table: pl.DataFrame, refit: Refit, movies: pl.DataFrame) -> pl.DataFrame:
    """Add the chance of payback, which is null but for a worldwide gross."""
    budget = movies["budget_usd"].cast(pl.Float64)
    chances = with_chance(table.select("predicted_usd").with_columns(budget), refit.payback)
    return table.with_columns(chances["prob_payback"])


def _forecast(cell: Cell, refit: Refit, features: pl.DataFrame, movies: pl.DataFrame) -> pl.DataFrame:
    inputs = features.select(list(feature_columns(refit.past.drop(FACTS))))
    log_real = load_estimator(refit.name).predict(refit.fitted, inputs)
    if cell.anchor:
        log_real = log_real + features[cell.anchor].to_numpy()
    budget = movies["budget_usd"].cast(pl.Float64)
    table = movies.select("tmdb_id").with_columns(
        nominal_usd(log_real, movies["deflator"]), budget, pl.Series("band", bands_of(budget), dtype=pl.String)
    )
    return with_intervals(table, refit.calibration).select("tmdb_id", *AMOUNTS)
