"""One amount at one moment on made-up movies whose domestic gross is half the worldwide one."""

import numpy as np
import polars as pl
import pytest

from ayne.core.errors import DataError
from ayne.horizons.baselines import MULTIPLE, MULTIPLE_DROP, baseline_forecasts
from ayne.horizons.cells import DOMESTIC, OPENING, WORLDWIDE, Cell
from ayne.horizons.fit_cell import cell_study, fit_cell

MODELS = {name: {"params": {}, "trials": 0} for name in ("ridge", "log_budget_ols")}
ANCHOR = "log_gross_to_first_sunday_real"


@pytest.fixture(scope="module")
def options(evaluation):
    return {"evaluation": evaluation, "known_after_days": 120, "seed": 7, "charts": True}


@pytest.fixture(scope="module")
def monday(charted, options):
    """The domestic gross on the Monday after the opening."""
    cell = Cell(DOMESTIC, "opening_weekend")
    study = cell_study(cell, *charted, **options)
    return study, fit_cell(study, cell, MODELS)


def test_after_the_opening_movies_in_the_charts_are_trained_on_and_wide_releases_scored(monday, charted):
    study, _ = monday
    _, _, amounts = charted
    ordered = amounts.sort("tmdb_id")
    wide, charts = ordered["opening_theaters"] >= 600, ordered["opening_weekend_usd"].is_not_null()
    for fold in (study.final, *study.walk_forward):
        assert charts.gather(fold.train).all()
        assert not wide.gather(fold.train).all()
        assert wide.gather(fold.score).all()
        assert len(fold.score) > 5


@pytest.mark.parametrize("target", [WORLDWIDE, DOMESTIC, OPENING])
def test_with_charts_a_forecast_before_the_release_is_one_of_a_wide_release(charted, options, target):
    features, movies, amounts = charted
    study = cell_study(Cell(target, "greenlight"), features, movies, amounts, **options)
    wide = (amounts.sort("tmdb_id")["opening_theaters"] >= 600).fill_null(value=False)
    for rows in (study.final.train, study.final.score):
        assert wide.gather(rows).all()
    few = amounts.with_columns(opening_theaters=pl.when(pl.col("tmdb_id") < 400).then("opening_theaters"))
    fewer = cell_study(Cell(target, "greenlight"), features, movies, few, **options)
    assert len(fewer.final.train) < len(study.final.train)


def test_without_charts_a_horizon_is_about_all_movies(charted, options):
    features, movies, amounts = charted
    study = cell_study(Cell(WORLDWIDE, "greenlight"), features, movies, amounts, **options | {"charts": False})
    assert study.target.equals(movies.sort("tmdb_id"))


def test_what_follows_the_opening_is_learnt_and_added_to_it(monday):
    _, trained = monday
    # The gross is 5 to 10 times the opening, whatever the budget says.
    error = trained.metrics.test.rmse_log
    assert error < 0.35
    assert trained.metrics.target == DOMESTIC
    assert trained.metrics.feature_set == "opening_weekend"


def test_the_best_by_walk_forward_is_taken_and_the_blend_is_among_them(charted, options):
    cell = Cell(WORLDWIDE, "pre_release")
    study = cell_study(cell, *charted, **options)
    several, alone = (
        fit_cell(study, cell, models) for models in (MODELS, {"log_budget_ols": MODELS["log_budget_ols"]})
    )
    assert alone.name == "log_budget_ols"
    best = several.metrics.walk_forward.overall.rmse_log
    assert best <= alone.metrics.walk_forward.overall.rmse_log
    assert {"ridge", "log_budget_ols", "blend"} >= {several.name}


def test_a_result_from_the_test_on_changes_no_forecast(charted, options, monday):
    features, target, amounts = charted
    gross = pl.col("domestic_gross_usd")
    in_test = pl.col("release_date") >= pl.date(2020, 1, 1)
    doubled = amounts.with_columns(pl.when(in_test).then(gross * 2).otherwise(gross))
    cell = Cell(DOMESTIC, "opening_weekend")
    again = fit_cell(cell_study(cell, features, target, doubled, **options), cell, MODELS)
    _, trained = monday
    forecast = [one.evaluation.predictions["predicted_usd"] for one in (again, trained)]
    assert forecast[0].equals(forecast[1])
    assert again.metrics.test.rmse_log != trained.metrics.test.rmse_log


def test_the_multiple_of_the_opening_is_the_median_of_its_genre_and_month(charted, options):
    features, target, amounts = charted
    # Every movie of the charts ends at five times its opening, those of genre 27 at two.
    horror = pl.Series(np.arange(500) % 2 == 0)
    fixed = amounts.with_columns(
        main_genre_id=pl.when(horror).then(27).otherwise(18),
        domestic_gross_usd=pl.col("opening_weekend_usd") * pl.when(horror).then(2).otherwise(5),
    )
    study = cell_study(Cell(DOMESTIC, "opening_weekend"), features, target, fixed, **options)
    for name in (MULTIPLE, MULTIPLE_DROP):
        found = baseline_forecasts(study, fixed, name)
        assert (found["predicted_usd"] / found["actual_usd"]).to_list() == pytest.approx([1] * found.height, rel=1e-6)


def test_a_drop_that_tells_of_the_rest_is_in_the_second_baseline_alone(charted, options):
    features, target, amounts = charted
    rest = pl.col("opening_weekend_usd") + 4 * pl.col("second_weekend_usd")
    fixed = amounts.with_columns(domestic_gross_usd=rest)
    study = cell_study(Cell(DOMESTIC, "opening_weekend"), features, target, fixed, **options)
    errors = [
        (found["predicted_usd"] / found["actual_usd"]).log().std()
        for found in (baseline_forecasts(study, fixed, name) for name in (MULTIPLE, MULTIPLE_DROP))
    ]
    assert errors[1] < errors[0] / 4


def test_charts_of_too_few_releases_are_named(charted, options):
    features, movies, amounts = charted
    few = amounts.with_columns(opening_theaters=pl.when(pl.col("tmdb_id") < 120).then("opening_theaters"))
    with pytest.raises(DataError, match=r"domestic_gross_usd/greenlight is forecast from wide releases in the charts"):
        cell_study(Cell(DOMESTIC, "greenlight"), features, movies, few, **options)
