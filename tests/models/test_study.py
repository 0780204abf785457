from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from ayne.core.errors import ConfigError, DataError
from ayne.models.backtest import evaluate, fit_and_predict, walk_forward
from ayne.models.estimators import log_budget_ols, median_multiple
from ayne.models.study import make_study


@pytest.fixture
def study_of(evaluation):
    def cut(features, target, **other):
        return make_study(features, target, evaluation=evaluation | other, known_after_days=120, seed=7)

    return cut


def test_rows_may_come_in_any_order(study, study_of, movies):
    features, target = movies(700)
    shuffled = study_of(features.sample(fraction=1, shuffle=True, seed=3), target)
    assert shuffled.features.equals(study.features)


def test_a_movie_without_features_is_named(study_of, movies):
    features, target = movies(300)
    with pytest.raises(DataError, match="1 are in only one of them, for example tmdb_id 107"):
        study_of(features.filter(pl.col("tmdb_id") != 107), target)


def test_a_date_that_is_none_is_named(study_of, movies):
    with pytest.raises(ConfigError, match=r"evaluation\.test_from: '2020-13-01' is not a date"):
        study_of(*movies(300), test_from="2020-13-01")


def test_a_result_from_the_test_on_changes_no_prediction(study_of, movies):
    features, target = movies(700)
    day = date(2020, 1, 1)
    late = pl.col("release_date") >= day
    raised = target.with_columns(
        ln_gross_real_received=pl.when(late).then(30.0).otherwise("ln_gross_real_received"),
        revenue_received_usd=pl.when(late & (pl.col("revenue_received_usd") > 0))
        .then(1e12)
        .otherwise("revenue_received_usd"),
    )
    predicted = []
    for frame in (target, raised):
        study = study_of(features, frame)
        past = walk_forward(study, log_budget_ols, {})
        rows = evaluate(study, log_budget_ols, {}, past).predictions
        predicted.append(rows.drop("actual_usd", "actual_clean_usd"))
    assert predicted[0].equals(predicted[1])


def test_predictions_are_nominal_dollars(study, study_of, movies):
    features, target = movies(700)
    doubled = target.with_columns(deflator=pl.when(pl.col("release_date") >= date(2020, 1, 1)).then(2.4).otherwise(1.2))
    _, before = fit_and_predict(study, study.final, median_multiple, {})
    _, after = fit_and_predict(study_of(features, doubled), study.final, median_multiple, {})
    assert (before["predicted_usd"] / after["predicted_usd"]).to_list() == pytest.approx([2.0] * before.height)


def test_the_first_year_has_no_interval_and_the_last_is_calibrated_on_the_years_before(study):
    past = walk_forward(study, log_budget_ols, {})
    first, *_, last = (fold.name for fold in study.walk_forward)
    assert past.filter(pl.col("fold") == first)["lower_80"].null_count() == len(study.walk_forward[0].score)
    assert past.filter(pl.col("fold") == last)["lower_80"].null_count() == 0


def test_a_year_calibrates_on_no_result_that_came_out_after_it_began(study):
    """With results that take five years to come out, no year's residuals are known in the next."""
    slow = replace(study, known_after_days=5 * 365)
    past = walk_forward(slow, log_budget_ols, {})
    assert past["lower_80"].null_count() == past.height
