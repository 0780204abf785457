from datetime import date

import numpy as np
import polars as pl
import pytest

from ayne.models.backtest import evaluate, walk_forward
from ayne.models.breakdown import by_franchise, by_genre, by_year, plain_interval_scores
from ayne.models.estimators import log_budget_ols

TEST = pl.DataFrame({
    "tmdb_id": [1, 2, 3],
    "release_date": [date(2021, 5, 1), date(2020, 5, 1), date(2021, 6, 1)],
    "actual_usd": [100.0, 100.0, 100.0],
    "predicted_usd": [100.0, 200.0, 400.0],
    **{f"{side}_{c}": [None] * 3 for side in ("lower", "upper") for c in (80, 90)},
})  # fmt: skip
FEATURES = pl.DataFrame({
    "tmdb_id": [1, 2, 3, 4],
    "genre_war": [True, True, False, True],
    "genre_drama": [None, None, True, True],
    "genre_count": [1, 1, 2, 2],
    "is_sequel": [True, None, False, True],
})  # fmt: skip


def shown(entries, name):
    return [
        (getattr(entry, name), entry.n, entry.bias_log and round(entry.bias_log / np.log(2), 4)) for entry in entries
    ]


def test_years_stand_oldest_first():
    assert shown(by_year(TEST), "year") == [(2020, 1, 1.0), (2021, 2, 1.0)]


def test_a_genre_is_a_flag_and_a_movie_counts_in_each_of_its_genres():
    assert shown(by_genre(TEST, FEATURES), "genre") == [("drama", 1, 2.0), ("war", 2, 0.5)]


def test_a_movie_of_unknown_series_is_none():
    assert shown(by_franchise(TEST, FEATURES), "is_sequel") == [(True, 1, 0.0), (False, 2, 1.5)]


def test_without_the_feature_there_is_no_split_by_franchise():
    assert by_franchise(TEST, FEATURES.drop("is_sequel")) == []


def test_plain_intervals_are_equally_wide_for_all(study):
    evaluation = evaluate(study, log_budget_ols, {}, walk_forward(study, log_budget_ols, {}))
    scores = plain_interval_scores(study, evaluation)
    errors = evaluation.walk_forward.select((pl.col("actual_usd") / pl.col("predicted_usd")).log().abs()).to_series()
    half = np.log(scores.width_factor_80) / 2
    assert (errors <= half + 1e-9).mean() == pytest.approx(0.8, abs=0.03)
    assert scores.coverage_80 == pytest.approx(0.8, abs=0.1)
