import math

import numpy as np
import polars as pl
import pytest

from ayne.evaluation.drift_statistics import kolmogorov_smirnov, stability_index


def test_the_same_distribution_has_no_index_and_a_moved_one_has():
    draw = np.random.default_rng(1)
    first, second = pl.Series(draw.normal(0, 1, 4000)), pl.Series(draw.normal(0, 1, 4000))
    assert stability_index(first, second) < 0.02
    assert stability_index(first, second + 1) > 0.5
    assert kolmogorov_smirnov(first, second).p_value > 0.01
    assert kolmogorov_smirnov(first, second + 1).statistic == pytest.approx(0.383, abs=0.03)


def test_the_index_of_two_literal_categories():
    """Half and half becomes one in four: 0.25 ln 1.5 - 0.25 ln 0.5."""
    index = stability_index(pl.Series(["a", "b"] * 50), pl.Series(["a", "a", "a", "b"] * 25))
    assert index == pytest.approx(0.25 * math.log(1.5) - 0.25 * math.log(0.5))


def test_unknown_and_new_values_are_bins_of_their_own():
    assert stability_index(pl.Series([1.0, 2.0] * 50), pl.Series([1.0, 2.0] * 25 + [None] * 50)) > 2
    assert stability_index(pl.Series(["R", "PG"] * 50), pl.Series(["R", "PG"] * 25 + ["NC-17"] * 50)) > 2
    assert kolmogorov_smirnov(pl.Series(["R"]), pl.Series(["R"])) is None
    assert kolmogorov_smirnov(pl.Series([1.0]), pl.Series([None], dtype=pl.Float64)) is None
