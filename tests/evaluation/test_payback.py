from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from ayne.artifacts.payback_model import PaybackModel
from ayne.evaluation.payback import fit_payback, probability, walk_forward_payback
from ayne.evaluation.probability_scores import reliability, score_probabilities

FIRST = date(2015, 1, 1)


def predictions(n=1400, seed=3):
    """Movies of 2015 to 2020 whose gross is off their forecast by a factor of e or less, two times in three."""
    draw = np.random.default_rng(seed)
    budget = np.exp(draw.normal(16.5, 1.3, n))
    forecast = budget * np.exp(draw.normal(0.5, 1, n))
    days = np.sort(draw.integers(0, 6 * 365, n))
    return pl.DataFrame(
        {
            "tmdb_id": np.arange(n),
            "release_date": [FIRST + timedelta(days=int(day)) for day in days],
            "budget_usd": budget,
            "predicted_usd": forecast,
            "actual_usd": forecast * np.exp(draw.normal(0, 1, n)),
        }
    ).with_columns(
        split=pl.when(pl.col("release_date") < date(2019, 1, 1)).then(pl.lit("walk_forward")).otherwise(pl.lit("test"))
    )


def judged(movies, **options):
    asked = {"multiple": 2.5, "test_from": date(2019, 1, 1), "years": 4, "known_after_days": 120} | options
    return walk_forward_payback(movies, **asked)


def test_a_forecast_at_the_multiple_pays_in_about_half_of_all_cases():
    payback = fit_payback(predictions(20_000), 2.5)
    even, high = probability(payback, pl.Series([25e6, 250e6]), pl.Series([10e6, 10e6]))
    assert even == pytest.approx(0.5, abs=0.06)
    assert high > 0.95


def test_probabilities_beat_the_base_rate_by_band_and_are_calibrated():
    test = judged(predictions(4000)).filter(split="test")
    given, rate = (
        score_probabilities(test[name].to_numpy(), test["paid_back"].to_numpy())
        for name in ("prob_payback", "prob_baseline")
    )
    assert given["brier"] < 0.8 * rate["brier"]
    assert given["calibration_error"] < 0.05
    assert given["auc"] > 0.75


def test_the_first_year_has_no_probability_and_later_ones_do():
    table = judged(predictions())
    assert table.filter(pl.col("release_date").dt.year() == 2015)["prob_payback"].null_count() > 200
    assert table.filter(pl.col("release_date").dt.year() > 2015)["prob_payback"].null_count() == 0


def test_a_result_that_was_not_known_yet_changes_nothing():
    """The grosses of the last 120 days before the test, and of the test itself."""
    movies = predictions()
    late = pl.col("release_date") > date(2019, 1, 1) - timedelta(days=120)
    changed = movies.with_columns(actual_usd=pl.when(late).then(1e12).otherwise("actual_usd"))
    before, after = (judged(table)["prob_payback"] for table in (movies, changed))
    assert before.equals(after)
    earlier = pl.col("release_date") < date(2018, 1, 1)
    assert not judged(movies.with_columns(actual_usd=pl.when(earlier).then(1e12).otherwise("actual_usd")))[
        "prob_payback"
    ].equals(before)


def test_without_a_budget_there_is_no_probability():
    table = judged(predictions().with_columns(budget_usd=pl.when(pl.col("tmdb_id") % 7 > 0).then("budget_usd")))
    unknown = table.filter(pl.col("budget_usd").is_null())
    assert unknown["prob_payback"].null_count() == unknown.height == 200


def test_what_is_written_is_read_back(tmp_path):
    payback = fit_payback(predictions(20_000), 2.5)
    payback.write(tmp_path / "payback.json")
    assert PaybackModel.read(tmp_path / "payback.json") == payback


def test_too_few_movies_or_one_outcome_give_nothing():
    assert fit_payback(predictions(49), 2.5) is None
    assert fit_payback(predictions().with_columns(actual_usd=pl.lit(0.0)), 2.5) is None


def test_the_scores_of_four_literal_forecasts():
    scores = score_probabilities(np.array([0.9, 0.8, 0.3, 0.05]), np.array([True, False, True, False]))
    assert scores == {
        "n": 4,
        "rate": 0.5,
        "brier": pytest.approx((0.01 + 0.64 + 0.49 + 0.0025) / 4),
        "log_loss": pytest.approx(-(np.log(0.9) + np.log(0.2) + np.log(0.3) + np.log(0.95)) / 4),
        "auc": 0.75,
        "calibration_error": pytest.approx((0.1 + 0.8 + 0.7 + 0.05) / 4),
    }


def test_a_reliability_curve_has_a_bin_for_each_tenth_that_has_movies():
    curve = reliability(np.array([0.11, 0.19, 1.0]), np.array([True, False, True]))
    assert [(entry.from_, entry.n, entry.came_true) for entry in curve] == [(0.1, 2, 0.5), (0.9, 1, 1.0)]
    assert curve[0].forecast == pytest.approx(0.15)
