from datetime import date, timedelta

import pytest

from ayne.forecasts.film import Film
from ayne.horizons.cells import DOMESTIC, OPENING, WORLDWIDE, Cell, cells_of, horizon_of
from ayne.horizons.film_horizons import weekends_of

SNAPSHOT = date(2026, 6, 30)
OPENED = {"title": "A", "release_date": date(2026, 6, 5), "opening_weekend_usd": 31_000_000}


@pytest.mark.parametrize(
    ("days_to_release", "weekends", "horizon"),
    [(366, 0, "greenlight"), (365, 0, "pre_release"), (-3, 0, "pre_release"), (-4, 1, "opening_weekend"),
     (-11, 2, "second_weekend")],
)  # fmt: skip
def test_the_last_horizon_is_a_monday_or_else_by_the_days_to_the_release(days_to_release, weekends, horizon):
    assert horizon_of(SNAPSHOT + timedelta(days_to_release), SNAPSHOT, weekends, 365) == horizon


def test_without_a_greenlight_a_far_release_is_forecast_as_before_any_other():
    assert horizon_of(SNAPSHOT + timedelta(900), SNAPSHOT, 0, None) == "pre_release"


@pytest.mark.parametrize(
    ("more", "weekends"),
    [({}, 1), ({"second_weekend_usd": "14M"}, 1), ({"second_weekend_usd": "14M", "gross_to_date_usd": "60M"}, 2)],
)
def test_a_second_weekend_counts_with_the_gross_to_date(more, weekends):
    assert weekends_of(Film(**OPENED, **more)) == weekends


def test_a_film_without_an_opening_has_no_weekend():
    assert weekends_of(Film(title="A", release_date=SNAPSHOT)) == 0


def test_without_charts_there_are_the_two_moments_before_the_release():
    assert cells_of([DOMESTIC, WORLDWIDE], charts=False) == [
        (WORLDWIDE, "greenlight"), (WORLDWIDE, "pre_release"), (DOMESTIC, "greenlight"), (DOMESTIC, "pre_release"),
    ]  # fmt: skip


def test_an_opening_is_not_forecast_once_it_is_known():
    assert cells_of([OPENING], charts=True) == [(OPENING, "greenlight"), (OPENING, "pre_release")]
    assert len(cells_of([OPENING, DOMESTIC, WORLDWIDE], charts=True)) == 10


def test_a_mondays_forecast_starts_from_what_the_movie_has_grossed():
    assert Cell(DOMESTIC, "second_weekend").anchor == "log_gross_to_second_sunday_real"
    assert Cell(DOMESTIC, "pre_release").anchor is None
