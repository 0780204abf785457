"""What is known of a movie, and its larger amounts, bound its smaller ones: opening <= domestic <= worldwide.

A movie has grossed what it has grossed: at a horizon after the release nothing is forecast below that. Then, from the
largest amount down, a forecast and each end of its intervals is cut to that of the amount above it. Both are steps that
never change an order, so that each interval still holds its forecast, and the 90 % one the 80 % one.
"""

from collections.abc import Mapping

import polars as pl

from ayne.horizons.cells import TARGETS, Cell

AMOUNTS = ("predicted_usd", "lower_80", "upper_80", "lower_90", "upper_90")
# What a movie had grossed by a horizon, in nominal US dollars: columns of `amounts`.
GROSSED = {"opening_weekend": "gross_to_first_sunday_usd", "second_weekend": "gross_to_second_sunday_usd"}


def column_of(target: str, amount: str) -> str:
    """Return the column that has a target's amount beside those of others: the target's own name for the point."""
    return target if amount == "predicted_usd" else f"{target}_{amount}"


def coherent(forecasts: Mapping[Cell, pl.DataFrame], amounts: pl.DataFrame) -> dict[Cell, pl.DataFrame]:
    """Return the forecasts of each cell, a row per movie (`tmdb_id`, `AMOUNTS`), where none exceeds a larger one.

    Rows stay in their order; an unknown end of an interval stays unknown.
    """
    coherent_tables: dict[Cell, pl.DataFrame] = {}
    for cell in sorted(forecasts, key=lambda cell: TARGETS.index(cell.target)):
        table = not_below_known(forecasts[cell], amounts, cell.horizon)
        above = [Cell(target, cell.horizon) for target in TARGETS[: TARGETS.index(cell.target)]]
        for larger in above:
            table = not_above(table, coherent_tables[larger]) if larger in coherent_tables else table
        coherent_tables[cell] = table
    return {cell: coherent_tables[cell] for cell in forecasts}


def not_below_known(table: pl.DataFrame, amounts: pl.DataFrame, horizon: str) -> pl.DataFrame:
    """Raise what is below what the movie has grossed by the horizon."""
    column = GROSSED.get(horizon)
    if column is None:
        return table
    known = amounts.select("tmdb_id", bound=pl.col(column).cast(pl.Float64))
    both = table.join(known, on="tmdb_id", how="left", maintain_order="left")
    return _bounded(both, {name: (pl.col("bound"), pl.max_horizontal) for name in AMOUNTS}).select(table.columns)


def not_above(table: pl.DataFrame, larger: pl.DataFrame) -> pl.DataFrame:
    """Cut each amount to the same one of the larger target, where that has the movie."""
    other = larger.select("tmdb_id", *(pl.col(name).alias(f"{name}_above") for name in AMOUNTS))
    both = table.join(other, on="tmdb_id", how="left", maintain_order="left")
    bounds = {name: (pl.col(f"{name}_above"), pl.min_horizontal) for name in AMOUNTS}
    return _bounded(both, bounds).select(table.columns)


def _bounded(table: pl.DataFrame, bounds: Mapping[str, tuple[pl.Expr, object]]) -> pl.DataFrame:
    # Polars' horizontal extremes pass over null: a null amount stays one.
    return table.with_columns(
        pl.when(pl.col(name).is_not_null()).then(extreme(pl.col(name), bound)).alias(name)  # type: ignore[operator]
        for name, (bound, extreme) in bounds.items()
    )
