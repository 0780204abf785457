import math

import polars as pl
import pytest

from ayne.evaluation.scores import score, score_by_band


def predictions(actual, predicted, lower=None, upper=None):
    """Both confidences get the same interval."""
    lower, upper = lower or [None] * len(actual), upper or [None] * len(actual)
    ends = {
        f"{side}_{c}": pl.Series(ends, dtype=pl.Float64)
        for c in (80, 90)
        for side, ends in (("lower", lower), ("upper", upper))
    }
    floats = {"actual_usd": actual, "predicted_usd": predicted}
    return pl.DataFrame({key: pl.Series(values, dtype=pl.Float64) for key, values in floats.items()} | ends)


# Errors in ln dollars: +ln 2, 0, -2 ln 2.
DOUBLE_RIGHT_QUARTER = predictions([100, 200, 400], [200, 200, 100])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("n", 3),
        ("rmse_log", math.log(2) * math.sqrt(5 / 3)),
        ("mae_log", math.log(2)),
        ("bias_log", -math.log(2) / 3),
        ("r2_log", 1 - 5 / 2),
        ("mdape", 0.75),
        ("within_factor_2", 2 / 3),
        ("rmsle", math.sqrt((math.log(201 / 101) ** 2 + math.log(101 / 401) ** 2) / 3)),
    ],
)
def test_point_scores_of_one_doubled_one_right_and_one_quartered_movie(name, value):
    assert score(DOUBLE_RIGHT_QUARTER)[name] == pytest.approx(value)


def test_a_prediction_of_exactly_half_is_within_a_factor_of_two():
    assert score(predictions([100, 300], [50, 600]))["within_factor_2"] == 1


def test_rmsle_counts_the_dollar_that_rmse_log_does_not():
    scores = score(predictions([1], [3]))
    assert scores["rmsle"] == pytest.approx(math.log(4 / 2))
    assert scores["rmse_log"] == pytest.approx(math.log(3))


def test_coverage_includes_both_ends_and_width_is_the_median_ratio():
    scores = score(predictions([10, 30, 31], [20, 20, 20], lower=[10, 10, 10], upper=[20, 30, 30]))
    assert scores["coverage_80"] == pytest.approx(2 / 3)
    assert scores["width_factor_80"] == 3


def test_movies_without_an_interval_do_not_count_in_its_coverage():
    scores = score(predictions([10, 99], [20, 20], lower=[10, None], upper=[40, None]))
    assert (scores["coverage_90"], scores["width_factor_90"]) == (1, 4)


def test_scores_of_no_movie_are_unknown():
    scores = score(predictions([], []))
    assert scores["n"] == 0
    assert {value for name, value in scores.items() if name != "n"} == {None}


def test_r2_of_one_movie_is_unknown():
    assert score(predictions([5], [6]))["r2_log"] is None


def test_every_band_is_scored_apart_and_an_empty_one_has_no_movie():
    bands = score_by_band(predictions([100, 200, 400], [200, 200, 100]), ["under 3M", "40M and over", None])
    assert [(band.band, band.n) for band in bands] == [
        ("under 3M", 1),
        ("3M to 10M", 0),
        ("10M to 40M", 0),
        ("40M and over", 1),
    ]
    assert bands[0].mae_log == pytest.approx(math.log(2))
    assert (bands[3].from_usd, bands[3].to_usd) == (40e6, None)


def test_nine_classes_from_flop_to_blockbuster():
    # 0.9M for 1M is one class off, 250M for 140M two, 15M for 19M none.
    scores = score(predictions([1e6, 140e6, 19e6], [0.9e6, 250e6, 15e6]))
    assert scores["class_exact"] == pytest.approx(1 / 3)
    assert scores["class_one_away"] == pytest.approx(2 / 3)


def test_winkler_is_the_width_and_ten_times_the_miss_at_80_per_cent():
    inside, below = 40, 5
    scores = score(predictions([inside, below], [20, 20], lower=[10, 10], upper=[40, 40]))
    assert scores["winkler_80"] == pytest.approx(math.log(4) + 10 * math.log(2) / 2)
    assert scores["winkler_90"] == pytest.approx(math.log(4) + 20 * math.log(2) / 2)
