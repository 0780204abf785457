"""Drift: how far a column's distribution has moved from one set of movies to another."""

import numpy as np
import polars as pl

from ayne.artifacts.drift import KolmogorovSmirnov
from ayne.core.arrays import Floats

BINS = 10
# A share of 0 would make the index infinite.
SMALLEST = 1e-4
# A category of fewer of the earlier movies than this share counts as one of the others.
RARE = 0.01
UNKNOWN, OTHER = "unknown", "other"


def stability_index(earlier: pl.Series, later: pl.Series) -> float:
    """Return the population stability index, the sum of (later - earlier share) x ln(later / earlier share) over bins.

    Bins of a number are the tenths of the earlier values, of anything else its values; unknown is a bin of its own.
    By rule of thumb, below 0.1 nothing has moved and from 0.25 on much has.
    """
    before, after = _shares(earlier, later)
    before, after = np.maximum(before, SMALLEST), np.maximum(after, SMALLEST)
    return float(np.sum((after - before) * np.log(after / before)))


def kolmogorov_smirnov(earlier: pl.Series, later: pl.Series) -> KolmogorovSmirnov | None:
    """Return the largest distance of the distribution functions of two numbers' known values, and its p-value.

    None where one of them has no value, or where the column is no number.
    """
    if not earlier.dtype.is_numeric():
        return None
    known = [series.drop_nulls().cast(pl.Float64).to_numpy() for series in (earlier, later)]
    if not all(len(values) for values in known):
        return None
    from scipy.stats import ks_2samp  # type: ignore[import-untyped, unused-ignore]

    test = ks_2samp(*known, method="asymp")
    return KolmogorovSmirnov(statistic=test.statistic, p_value=test.pvalue)


def _shares(earlier: pl.Series, later: pl.Series) -> tuple[Floats, Floats]:
    if earlier.dtype.is_numeric():
        known = earlier.drop_nulls().cast(pl.Float64).to_numpy()
        edges = np.unique(np.quantile(known, np.linspace(0, 1, BINS + 1)[1:-1])) if len(known) else np.array([])
        return _number_shares(earlier, edges), _number_shares(later, edges)
    categories = _frequent(earlier)
    return _category_shares(earlier, categories), _category_shares(later, categories)


def _number_shares(values: pl.Series, edges: Floats) -> Floats:
    known = values.drop_nulls().cast(pl.Float64).to_numpy()
    counts = np.bincount(np.searchsorted(edges, known, side="left"), minlength=len(edges) + 1)
    return np.append(counts, values.null_count()) / max(len(values), 1)


def _frequent(values: pl.Series) -> list[str]:
    counts = values.cast(pl.String).fill_null(UNKNOWN).value_counts(name="n").sort("n", values.name, descending=True)
    return [name for name, n in counts.rows() if n >= RARE * len(values)]


def _category_shares(values: pl.Series, categories: list[str]) -> Floats:
    named = values.cast(pl.String).fill_null(UNKNOWN)
    shares = [float((named == name).sum()) for name in categories]
    return np.array([*shares, len(values) - sum(shares)]) / max(len(values), 1)
