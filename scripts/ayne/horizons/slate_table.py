"""Forecasts of many films as one table, with the amounts that each has at its horizon."""

from collections.abc import Sequence

import polars as pl

from ayne.forecasts.slate import Slate
from ayne.horizons.film_amounts import FilmAmounts


def slate_table(slate: Slate, amounts: Sequence[FilmAmounts]) -> pl.DataFrame:
    """Return the slate's table with `horizon` and, where a film has them, its amounts; none in the line of the sum."""
    table = slate.table()
    cells = [one.columns for one in amounts] + [{}] * (table.height - len(amounts))
    return pl.concat([table, pl.DataFrame(cells, infer_schema_length=None)], how="horizontal")
