"""Movies that are not out yet or in cinemas now, at the horizon that their facts reach."""

from datetime import date, timedelta

import polars as pl
import pytest

from ayne.artifacts.refit_settings import ForecastSettings
from ayne.horizons.by_horizon import forecast_by_horizon, horizons_of
from ayne.horizons.cells import DOMESTIC, OPENING, WORLDWIDE, Cell
from ayne.horizons.fit_cell import cell_study, fit_cell, refit_cell

SNAPSHOT = date(2022, 6, 30)
SETTINGS = ForecastSettings(
    feature_set="pre_release", families=(), options={}, snapshot=SNAPSHOT, known_after_days=120, payback_multiple=2.5,
    seed=7, features={},
)  # fmt: skip
FIRST, SECOND = "log_gross_to_first_sunday_real", "log_gross_to_second_sunday_real"


def test_a_movie_is_forecast_at_the_last_horizon_that_its_facts_reach():
    days = {1: 400, 2: 365, 3: -3, 4: -10, 5: -10}
    movies = pl.DataFrame({"tmdb_id": list(days), "release_date": [SNAPSHOT + timedelta(n) for n in days.values()]})
    features = {
        "opening_weekend": pl.DataFrame({"tmdb_id": list(days), FIRST: [None, None, None, 1.0, 1.0]}),
        "second_weekend": pl.DataFrame({"tmdb_id": list(days), SECOND: [None, None, None, None, 2.0]}),
    }
    found = horizons_of(movies, features, snapshot=SNAPSHOT, greenlight_days=365)
    assert found.to_list() == ["greenlight", "pre_release", "pre_release", "opening_weekend", "second_weekend"]
    without = horizons_of(movies, {}, snapshot=SNAPSHOT, greenlight_days=365)
    assert set(without) == {"greenlight", "pre_release"}


@pytest.fixture(scope="module")
def forecast(charted, evaluation):
    """The forecasts of the last 60 made-up movies, as if their grosses were not known yet."""
    features, target, amounts = charted
    cells = [Cell(WORLDWIDE, "pre_release"), Cell(DOMESTIC, "pre_release"), Cell(OPENING, "pre_release")]
    cells += [Cell(WORLDWIDE, "opening_weekend"), Cell(DOMESTIC, "opening_weekend")]
    options = {"evaluation": evaluation, "known_after_days": 120, "seed": 7, "charts": True}
    refits = {}
    for cell in cells:
        study = cell_study(cell, features, target, amounts, **options)
        trained = fit_cell(study, cell, {"log_budget_ols": {"params": {}, "trials": 0}})
        refits[cell] = refit_cell(study, cell, trained, SETTINGS)
    unknown = target.with_columns(is_known=pl.col("tmdb_id") < 540)
    tables = {cell.horizon: features for cell in cells}
    found = forecast_by_horizon(refits, tables, unknown, amounts, snapshot=SNAPSHOT, greenlight_days=365)
    return found, amounts


def test_every_movie_whose_gross_is_not_known_has_a_row_with_all_amounts(forecast):
    found, amounts = forecast
    assert sorted(found["tmdb_id"]) == list(range(540, 600))
    assert found.select("worldwide_gross_usd", "domestic_gross_usd", "opening_weekend_usd").null_count().row(0) == (
        0,
        0,
        0,
    )
    charted = set(amounts.filter(pl.col("opening_weekend_usd").is_not_null())["tmdb_id"])
    opened = found.filter(pl.col("horizon") == "opening_weekend")
    assert set(opened["tmdb_id"]) == charted & set(found["tmdb_id"])
    assert opened.height > 20


def test_the_amounts_of_a_row_agree_and_a_known_opening_is_no_forecast(forecast):
    found, amounts = forecast
    both = found.join(amounts.select("tmdb_id", actual="opening_weekend_usd"), on="tmdb_id")
    for end in ("", "_lower_80", "_upper_80", "_lower_90", "_upper_90"):
        opening, domestic, worldwide = (both[f"{name}{end}"] for name in (OPENING, DOMESTIC, WORLDWIDE))
        assert (opening <= domestic).all()
        assert (domestic <= worldwide).all()
    opened = both.filter(pl.col("horizon") == "opening_weekend")
    assert opened["opening_weekend_usd"].equals(opened["actual"], check_names=False)
