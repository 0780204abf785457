"""The feature page: what each column is, when it is known, how it is distributed and how it goes with the target."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ayne.features.feature_dictionary import FeatureColumn, read_feature_dictionary
from ayne.report.decades import decade_figure
from ayne.report.render import write_page
from ayne.tables.dictionary_file import read_dictionary_file

TEMPLATE = Path(__file__).with_name("features.html.j2")
TARGET = "ln_gross_real_received"
# Fewer movies with a value say nothing of a correlation.
FEWEST = 30


def build_feature_page(
    out: Path,
    features: Path,
    target: Path,
    dictionaries: Mapping[str, Path],
    *,
    test_from: date,
    facts: Mapping[str, str],
    others: Mapping[str, Path] | None = None,
) -> None:
    """Write the page on the columns of `features`; `facts` has `catalogue`, `snapshot` and `feature_set`.

    Of families that are not in use, the dictionaries in `others`, it says what their columns are.
    Correlations are with ln of the real gross, over the movies released before `test_from` that models train on.
    """
    table = pl.read_parquet(features)
    earned = table.select("tmdb_id").join(pl.read_parquet(target), on="tmdb_id", how="left", maintain_order="left")
    trained_on = earned.select(pl.col("is_trained_on") & pl.col("is_known") & (pl.col("release_date") < test_from))
    rows = trained_on.to_series().fill_null(value=False)
    families = [
        {
            "name": family,
            "description": read_dictionary_file(path)["description"],
            "columns": [
                _described(column, table, earned[TARGET], rows)
                for column in read_feature_dictionary(path).values()
                if column.name in table.columns
            ],
        }
        for family, path in dictionaries.items()
    ]
    counts = {"movies": table.height, "trained_on": int(rows.sum())}
    unused = [_unused(family, path) for family, path in (others or {}).items()]
    write_page(out, TEMPLATE, families=families, others=unused, test_from=test_from, **counts, **facts)


def _unused(family: str, path: Path) -> dict[str, Any]:
    columns = list(read_feature_dictionary(path).values())
    return {"name": family, "description": read_dictionary_file(path)["description"], "columns": columns}


def _described(column: FeatureColumn, table: pl.DataFrame, target: pl.Series, rows: pl.Series) -> dict[str, Any]:
    values = table[column.name]
    return {
        "name": column.name,
        "description": column.description,
        "unit": column.unit,
        "known_at": column.known_at,
        "missing": values.null_count() / max(table.height, 1),
        "correlation": correlation(values.filter(rows), target.filter(rows)),
        "is_category": values.dtype == pl.String,
        "figure": decade_figure(values, table["release_date"].dt.year() // 10 * 10),
    }


def correlation(values: pl.Series, target: pl.Series) -> float | None:
    """Return Pearson's r over the movies with a value; for categories eta, the root of the explained share of variance.

    None where fewer than 30 movies have a value, or all have the same.
    """
    pairs = pl.DataFrame({"value": values, "target": target}).drop_nulls()
    if pairs.height < FEWEST or pairs["value"].n_unique() < 2:
        return None
    if values.dtype == pl.String:
        means = pairs.select(pl.col("target").mean().over("value")).to_series()
        # Summed in a fixed order, so that the same data give the same figure.
        explained = float((means - pairs["target"].mean()).pow(2).sum())
        return float((explained / float((pairs["target"] - pairs["target"].mean()).pow(2).sum())) ** 0.5)
    return float(pairs.select(pl.corr(pl.col("value").cast(pl.Float64), "target")).item())
