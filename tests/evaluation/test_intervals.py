import math
from fractions import Fraction

import numpy as np
import pytest

from ayne.artifacts.intervals import Calibration, Difficulty, HalfWidths
from ayne.evaluation.difficulty import expected_error
from ayne.evaluation.intervals import calibrate, half_widths, interval_columns

ONE_TO_NINETEEN = np.arange(1, 20) / 10


def by_budget_alone(*, multiple):
    """Half-widths of 1 and 2 where the budget is one dollar, and more with the budget."""
    difficulty = Difficulty(intercept=0, by_forecast=0, by_budget=0.1, multiple=multiple)
    return Calibration(difficulty=difficulty, groups={"pooled": HalfWidths(n=60, half_width_80=1.0, half_width_90=2.0)})


def amounts(n, *, budget=1e6):
    """Forecasts and budgets that tell no movie from another."""
    return np.full(n, 2e6), np.full(n, budget)


def test_half_width_is_the_conformal_quantile_of_the_absolute_residuals():
    # Of 0.1, …, 1.9 and one more: the 80 % interval holds 16 of 20 and the 90 % one 18 of 20.
    residuals = ONE_TO_NINETEEN * np.where(np.arange(19) % 2, 1, -1)
    assert half_widths(np.append(residuals, 2.0)) == pytest.approx({80: 1.7, 90: 1.9})


@pytest.mark.parametrize("n", range(5, 201))
def test_the_half_width_is_of_the_textbook_s_rank(n):
    sizes = [float(size) for size in range(1, n + 1)]
    for confidence, width in half_widths(np.random.default_rng(n).permutation(sizes)).items():
        rank = math.ceil(Fraction(n + 1) * confidence / 100)
        assert width == (sizes[rank - 1] if rank <= n else math.inf)


def test_nine_movies_are_enough_for_ninety_per_cent_and_eight_are_not():
    assert half_widths(np.arange(1.0, 10.0)) == {80: 8.0, 90: 9.0}
    assert half_widths(np.arange(1.0, 9.0)) == {80: 8.0, 90: math.inf}


def test_movies_that_are_all_alike_get_the_conformal_half_width():
    residuals = np.append(ONE_TO_NINETEEN, 2.0)
    calibration = calibrate(residuals, [None] * 20, *amounts(20))
    upper = interval_columns(np.array([2e6]), [None], np.array([1e6]), calibration)["upper_80"]
    assert np.log(upper / 2e6) == pytest.approx([1.7])
    assert {group: widths.n for group, widths in calibration.groups.items()} == {"pooled": 20}


def test_nineteen_movies_are_too_few_to_calibrate_on():
    assert calibrate(ONE_TO_NINETEEN, [None] * 19, *amounts(19)) is None


def test_a_band_of_fifty_movies_has_its_own_width_and_a_smaller_one_the_pooled():
    residuals = np.concatenate([np.full(50, 0.2), np.full(49, 3.0)])
    bands = ["40M and over"] * 50 + ["under 3M"] * 49
    calibration = calibrate(residuals, bands, *amounts(99))
    assert set(calibration.groups) == {"40M and over", "pooled"}
    asked = np.full(3, 2e6), ["40M and over", "under 3M", None], np.full(3, 1e6)
    columns = interval_columns(*asked, calibration)
    assert columns["upper_80"] == pytest.approx(2e6 * np.exp([0.2, 3.0, 3.0]))
    assert columns["lower_80"] == pytest.approx(2e6 * np.exp([-0.2, -3.0, -3.0]))


def test_the_interval_is_as_wide_as_the_movie_is_difficult():
    calibration = by_budget_alone(multiple=0)
    budgets = np.exp([-5.0, 0.0, 5.0])
    columns = interval_columns(np.ones(3), [None] * 3, budgets, calibration)
    assert np.log(columns["upper_90"]) == pytest.approx(2 * np.exp([-0.5, 0, 0.5]))


def test_an_unknown_budget_is_taken_for_the_usual_share_of_the_forecast():
    calibration = by_budget_alone(multiple=1)
    known_and_not = np.array([np.exp(2.0), np.nan])
    columns = interval_columns(np.exp([3.0, 3.0]), [None] * 2, known_and_not, calibration)
    assert columns["upper_90"][0] == columns["upper_90"][1]


def test_difficulty_grows_where_errors_do():
    draw = np.random.default_rng(3)
    budget = np.exp(draw.uniform(12, 19, 4000))
    errors = draw.normal(0, 1, 4000) * np.exp(0.3 * (15 - np.log(budget)))
    difficulty = calibrate(errors, [None] * 4000, np.full(4000, 1e7), budget).difficulty
    small, large = expected_error(difficulty, np.full(2, 1e7), np.array([1e6, 1e8]))
    assert small > 2 * large


def test_without_a_calibration_there_is_no_interval():
    assert np.isnan(interval_columns(np.array([100.0]), ["under 3M"], np.array([1e6]), None)["lower_90"]).all()


def test_a_calibration_survives_its_file(tmp_path):
    calibration = calibrate(np.linspace(-1, 1, 60), ["under 3M"] * 60, *amounts(60))
    calibration.write(tmp_path / "intervals.json")
    assert Calibration.read(tmp_path / "intervals.json") == calibration


@pytest.mark.parametrize("confidence", [80, 90])
def test_exchangeable_movies_are_covered_as_often_as_promised(confidence):
    draw = np.random.default_rng(11)
    is_small = draw.random(6000) < 0.5
    bands, budget = np.where(is_small, "under 3M", "40M and over"), np.where(is_small, 1e6, 9e7)
    errors = draw.standard_t(4, 6000) * np.where(is_small, 2.0, 0.5)
    calibration = calibrate(errors[:2000], bands[:2000].tolist(), np.ones(2000), budget[:2000])
    columns = interval_columns(np.ones(4000), bands[2000:].tolist(), budget[2000:], calibration)
    inside = (columns[f"lower_{confidence}"] <= np.exp(errors[2000:])) & (
        np.exp(errors[2000:]) <= columns[f"upper_{confidence}"]
    )
    for band in ("under 3M", "40M and over"):
        assert inside[bands[2000:] == band].mean() == pytest.approx(confidence / 100, abs=0.03)
