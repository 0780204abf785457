from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ayne.core.errors import DataError
from ayne.evaluation.splits import final_fold, known_on, walk_forward_folds

DAYS = 120


def target(release_dates, *, ln_gross=18.0, is_scored=True, is_trained_on=True):
    return pl.DataFrame(
        {
            "release_date": pl.Series(release_dates, dtype=pl.Date),
            "ln_gross_real_received": pl.Series([ln_gross] * len(release_dates), dtype=pl.Float64),
            "is_scored": [is_scored] * len(release_dates),
            "is_trained_on": [is_trained_on] * len(release_dates),
        }
    )


def weekly(first: date, last: date) -> list[date]:
    return [first + timedelta(weeks=week) for week in range((last - first).days // 7 + 1)]


WEEKLY = target(weekly(date(2010, 1, 1), date(2021, 12, 31)))


def test_a_gross_is_known_on_the_120th_day_and_not_on_the_one_before():
    movie = target([date(2020, 1, 1)])
    assert known_on(movie, date(2020, 4, 30), DAYS).tolist() == [True]
    assert known_on(movie, date(2020, 4, 29), DAYS).tolist() == [False]


def test_a_movie_without_gross_or_date_is_never_known():
    assert known_on(target([date(2000, 1, 1)], ln_gross=None), date(2020, 1, 1), DAYS).tolist() == [False]
    assert known_on(target([None]), date(2020, 1, 1), DAYS).tolist() == [False]


def test_the_five_years_before_the_test_are_one_fold_each():
    folds = walk_forward_folds(WEEKLY, test_from=date(2020, 1, 1), years=5, known_after_days=DAYS)
    assert [fold.name for fold in folds] == ["2015", "2016", "2017", "2018", "2019"]
    assert folds[0].starts == date(2015, 1, 1)
    assert folds[-1].ends == date(2020, 1, 1)


def test_years_are_counted_back_from_a_test_that_starts_in_summer():
    folds = walk_forward_folds(WEEKLY, test_from=date(2020, 7, 1), years=2, known_after_days=DAYS)
    assert [(fold.name, fold.ends) for fold in folds] == [
        ("2018-07-01", date(2019, 7, 1)),
        ("2019-07-01", date(2020, 7, 1)),
    ]


def test_a_test_from_leap_day_has_folds_from_the_28th_of_february():
    folds = walk_forward_folds(WEEKLY, test_from=date(2020, 2, 29), years=1, known_after_days=DAYS)
    assert (folds[0].starts, folds[0].ends) == (date(2019, 2, 28), date(2020, 2, 29))


def test_the_last_fold_scores_no_result_that_comes_out_after_the_test_began():
    fold = walk_forward_folds(WEEKLY, test_from=date(2020, 1, 1), years=1, known_after_days=DAYS)[0]
    last = WEEKLY["release_date"].gather(fold.score).max()
    assert date(2019, 8, 27) < last <= date(2019, 9, 3)


def test_the_test_holds_its_first_and_its_last_day():
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    movies = target([*weekly(date(2010, 1, 1), date(2011, 1, 1)), *days])
    fold = final_fold(movies, test_from=date(2020, 1, 1), test_to=date(2020, 12, 31), known_after_days=DAYS)
    assert movies["release_date"].gather(fold.score).to_list() == [date(2020, 1, 1), date(2020, 12, 31)]


def test_a_movie_that_no_model_can_learn_from_is_scored_all_the_same():
    movies = pl.concat([WEEKLY, target([date(2012, 6, 1), date(2021, 3, 1)], is_trained_on=False)])
    fold = final_fold(movies, test_from=date(2021, 1, 1), test_to=date(2021, 12, 31), known_after_days=DAYS)
    assert WEEKLY.height not in fold.train
    assert WEEKLY.height + 1 in fold.score


def test_a_movie_that_is_not_to_be_scored_still_trains():
    movies = pl.concat([WEEKLY.with_columns(is_scored=pl.lit(value=False)), target([date(2021, 3, 1)])])
    fold = final_fold(movies, test_from=date(2021, 1, 1), test_to=date(2021, 12, 31), known_after_days=DAYS)
    assert fold.score.tolist() == [movies.height - 1]
    assert len(fold.train) > 500


def test_a_year_without_movies_is_left_out():
    movies = WEEKLY.filter(pl.col("release_date").dt.year() != 2018)
    folds = walk_forward_folds(movies, test_from=date(2020, 1, 1), years=3, known_after_days=DAYS)
    assert [fold.name for fold in folds] == ["2017", "2019"]


def test_too_few_movies_are_an_error_that_says_what_to_change():
    with pytest.raises(DataError, match=r"none of the 5 years.*catalogue\.first_year"):
        walk_forward_folds(WEEKLY, test_from=date(2010, 6, 1), years=5, known_after_days=DAYS)
    with pytest.raises(DataError, match=r"only 5 results are known on evaluation\.test_from = 2010-06-01"):
        final_fold(WEEKLY, test_from=date(2010, 6, 1), test_to=date(2011, 1, 1), known_after_days=DAYS)
    with pytest.raises(DataError, match="no movie with budget and revenue was released from 2030-01-01"):
        final_fold(WEEKLY, test_from=date(2030, 1, 1), test_to=date(2031, 1, 1), known_after_days=DAYS)


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 2**32 - 1),
    test_from=st.dates(date(2019, 1, 1), date(2020, 12, 31)),
    known_after_days=st.integers(0, 400),
)
def test_no_fold_trains_on_a_result_that_came_out_after_it_began(seed, test_from, known_after_days):
    days = np.random.default_rng(seed).integers(0, 4000, size=400)
    movies = target([date(2012, 1, 1) + timedelta(days=int(day)) for day in days])
    known_on_day = movies["release_date"] + timedelta(days=known_after_days)
    options = {"test_from": test_from, "known_after_days": known_after_days}
    folds = walk_forward_folds(movies, years=5, **options)
    test = final_fold(movies, test_to=date(2022, 12, 31), **options)
    for fold in [*folds, test]:
        assert known_on_day.gather(fold.train).max() <= fold.starts
        assert movies["release_date"].gather(fold.score).is_between(fold.starts, fold.ends, closed="left").all()
        assert not set(fold.train) & set(fold.score)
    for fold in folds:
        assert known_on_day.gather(fold.score).max() <= test_from
