"""At which horizon a film of one's own is forecast."""

from datetime import date

import pytest

from ayne.forecasts.film import ChartedFilm, Film
from ayne.horizons.film_amounts import FilmAmounts, reached

FACTS = {"title": "A", "release_date": date(2026, 6, 5)}
OPENED = FACTS | {"opening_weekend_usd": 31_000_000}


@pytest.mark.parametrize(
    ("film", "horizon"),
    [
        (Film(**FACTS), "greenlight"),
        (ChartedFilm(**OPENED), "opening_weekend"),
        (ChartedFilm(**OPENED, second_weekend_usd=14_000_000), "opening_weekend"),
        (ChartedFilm(**OPENED, second_weekend_usd=14_000_000, gross_to_date_usd=60_000_000), "second_weekend"),
    ],
)
def test_a_film_is_forecast_at_the_last_horizon_that_its_facts_reach(film, horizon):
    assert reached(film, "greenlight") == horizon


def test_the_amounts_are_told_in_the_order_of_their_size():
    amount = {"predicted_usd": 107e6, "lower_80": 89.5e6, "upper_80": 128e6, "lower_90": 80e6, "upper_90": 140e6}
    unsure = dict.fromkeys(amount) | {"predicted_usd": 314e6}
    amounts = {"worldwide_gross_usd": unsure, "domestic_gross_usd": amount}
    found = FilmAmounts("second_weekend", "pre_release", amounts, [])
    assert found.lines == ["worldwide $314M", "US and Canada $107M, in 8 of 10 cases $89.5M to $128M"]
    assert (found.when, found.usually) == ("on the second Monday", "a week before the release")
    assert found.as_json() == {"horizon": "second_weekend", "amounts": amounts}


def test_the_published_forecast_alone_is_told_once():
    amounts = {"worldwide_gross_usd": dict.fromkeys(("predicted_usd", "lower_80", "upper_80"))}
    found = FilmAmounts("pre_release", "pre_release", amounts, [], is_by_horizon=False)
    assert (found.lines, found.as_json()) == ([], {"horizon": "pre_release"})
