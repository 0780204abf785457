"""The settings' refresh classes as a table that a question can join."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from ayne.core.files import write_text

# A movie not yet released, or without a date, is in the first class however far off it is.
BEFORE_ALL = -1_000_000


def write_refresh_table(classes: Mapping[str, Sequence[Sequence[int | None]]], out: Path) -> None:
    """Write a row a source and class: `from_age_days` (days since release) and `refresh_days`.

    `classes` are pairs of the last age of a class (None: any) and the days after which an answer is too old.
    """
    rows = []
    for source, pairs in sorted(classes.items()):
        starts = BEFORE_ALL
        for last_age, days in pairs:
            rows.append({"source": source, "from_age_days": starts, "refresh_days": days})
            starts = starts if last_age is None else last_age + 1
    schema = {"source": pl.String, "from_age_days": pl.Int64, "refresh_days": pl.Int64}
    write_text(out, pl.DataFrame(rows, schema=schema).write_csv())
