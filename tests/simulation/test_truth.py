from datetime import date

import numpy as np
import polars as pl
import pytest

from ayne.core.errors import DataError
from ayne.simulation.formula import NOISE_SD
from ayne.simulation.truth import score_truth

SNAPSHOT = date(2026, 6, 30)


def test_the_signal_is_three_quarters_of_the_variance_or_a_little_more(truth):
    score = score_truth(truth, date(1995, 1, 1), SNAPSHOT, SNAPSHOT)
    assert 0.75 <= score.signal_share <= 0.80


def test_a_line_through_the_budget_alone_is_a_quarter_worse_than_the_optimum(truth):
    assert score_truth(truth, date(1995, 1, 1), SNAPSHOT, SNAPSHOT).budget_line_ratio > 1.25
    assert score_truth(truth, date(2024, 1, 1), date(2025, 12, 31), SNAPSHOT).budget_line_ratio > 1.25


def test_about_half_of_6000_movies_have_a_known_budget_and_revenue(truth):
    assert 2700 < score_truth(truth, date(1995, 1, 1), SNAPSHOT, SNAPSHOT).n_as_received < 3400


def test_wrong_units_spoil_the_score_on_amounts_as_received(truth):
    score = score_truth(truth, date(1995, 1, 1), SNAPSHOT, SNAPSHOT)
    assert score.n < score.n_as_received
    assert score.rmse_log_as_received > score.rmse_log_optimum + 0.2


def test_whose_gross_is_known_does_not_depend_on_luck(truth):
    known = truth.filter(pl.col("revenue_received") > 0)["noise"]
    assert abs(known.mean()) < 4 * NOISE_SD / np.sqrt(len(known))


def test_gross_is_the_formula_times_the_noise(truth):
    ratio = np.log(truth["gross_usd"].to_numpy() / truth["predicted_usd"].to_numpy())
    assert np.abs(ratio - truth["noise"].to_numpy()).max() < 1e-3


def test_movies_whose_run_is_not_over_are_not_scored(truth):
    complete = score_truth(truth, date(2025, 1, 1), SNAPSHOT, SNAPSHOT, known_after_days=120)
    recent = score_truth(truth, date(2025, 1, 1), SNAPSHOT, SNAPSHOT, known_after_days=0)
    assert recent.n_as_received > complete.n_as_received
    assert score_truth(truth, date(2025, 1, 1), date(2026, 3, 2), SNAPSHOT) == complete


def test_a_time_without_movies_cannot_be_scored(truth):
    with pytest.raises(DataError, match="0 movies with known amounts from 2026-06-01"):
        score_truth(truth, date(2026, 6, 1), SNAPSHOT, SNAPSHOT)


def test_three_movies_on_a_line_and_one_in_millions():
    truth = pl.DataFrame(
        {
            "tmdb_id": [1, 2, 3, 4],
            "release_date": [date(2021, 1, day) for day in (1, 2, 3, 4)],
            "budget_usd": [1_000_000, 10_000_000, 100_000_000, 5_000_000],
            "gross_usd": [2_000_000, 20_000_000, 200_000_000, 9_000_000],
            "predicted_usd": [2_000_000, 20_000_000, 100_000_000, 9_000_000],
            "signal_ln_usd_real": np.log([2e6, 2e7, 1e8, 9e6]),
            "noise": [0.0, 0.0, np.log(2), 0.0],
            "budget_received": [1_000_000, 10_000_000, 100_000_000, 5_000_000],
            "revenue_received": [2_000_000, 20_000_000, 200_000_000, 9],
            "is_in_catalogue": [True, True, True, True],
        }
    )
    score = score_truth(truth, date(2021, 1, 1), date(2021, 12, 31), SNAPSHOT)
    assert (score.n, score.n_as_received) == (3, 4)
    assert score.rmse_log_budget_line == pytest.approx(0, abs=1e-9)
    assert score.rmse_log_optimum == pytest.approx(np.log(2) / np.sqrt(3))
    assert score.rmse_log_as_received == pytest.approx(np.sqrt((np.log(2) ** 2 + np.log(1e6) ** 2) / 4))


def test_movies_that_tmdb_does_not_show_are_not_scored(truth):
    hidden = truth.with_columns(is_in_catalogue=pl.col("is_in_catalogue") & (pl.col("release_date") < date(2024, 1, 1)))
    with pytest.raises(DataError, match="0 movies with known amounts"):
        score_truth(hidden, date(2024, 1, 1), date(2025, 12, 31), SNAPSHOT)
