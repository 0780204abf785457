"""Intervals of the sum of random slates, judged by what the movies earned together."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from ayne.models.slate_scores import joint_errors_of, slate_scores


def predictions(n=1500, *, tested=0.8):
    draw = np.random.default_rng(7)
    predicted = np.exp(draw.normal(17, 0.4, n))
    days = [date(2016, 1, 1) + timedelta(days=int(day)) for day in draw.integers(0, 8 * 365, n)]
    spread = np.array([tested if day >= date(2020, 1, 1) else 0.8 for day in days])
    return pl.DataFrame(
        {
            "tmdb_id": range(n),
            "release_date": days,
            "predicted_usd": predicted,
            "actual_usd": predicted * np.exp(spread * draw.standard_normal(n)),
            "budget_usd": [None if number % 9 == 0 else 1e7 for number in range(n)],
            "split": ["test" if day >= date(2020, 1, 1) else "walk_forward" for day in days],
        }
    )


@pytest.fixture(autouse=True)
def few_slates(monkeypatch):
    monkeypatch.setattr("ayne.models.slate_scores.SLATES", 80)


def test_about_eight_of_ten_slates_are_held_and_fewer_of_movies_that_err_more():
    scores = slate_scores(predictions(), pl.DataFrame(), model="blend", seed=1)
    assert (scores.movies, scores.of_any_year.slates, scores.of_one_year.slates) == (10, 80, 80)
    assert abs(scores.correlation_of_a_year) < 0.03
    assert 0.7 < scores.of_any_year.coverage_80 < 0.9
    assert scores.of_any_year.coverage_80 < scores.of_any_year.coverage_90
    wild = slate_scores(predictions(tested=2.0), pl.DataFrame(), model="blend", seed=1)
    assert wild.of_any_year.coverage_80 < 0.6


def test_too_few_movies_are_not_judged():
    few = predictions(60)
    assert joint_errors_of(few.filter(split="walk_forward")) is None
    assert slate_scores(few, pl.DataFrame(), model="blend", seed=1) is None
    assert joint_errors_of(few[:0]) is None
