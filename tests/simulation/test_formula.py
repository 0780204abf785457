from datetime import date

import numpy as np
import pytest

from ayne.core.consumer_prices import price_level
from ayne.core.movie_codes import CERTIFICATES, GENRES
from ayne.simulation import formula
from ayne.simulation.formula import KnownBeforeRelease, signal_ln_usd_real
from ayne.simulation.seasons import is_holiday_release, us_holidays
from ayne.simulation.vocabulary import LANGUAGES

PLAIN_THRILLER = {
    "real_budget_usd": 20e6,
    "genres": [name == "Thriller" for name in GENRES.values()],
    "certificate": CERTIFICATES.index("G"),
    "market": [language.country for language in LANGUAGES].index("CA"),
    "day_of_year": 75.0,
    "is_holiday_release": False,
    "runtime_min": 105.0,
    "franchise_position": 0,
    "studio_credits": 0.0,
    "star_credits": 0.0,
    "director_credits": 0.0,
    "star_draw": 0.0,
    "director_draw": 0.0,
}


def signal(**changes):
    return signal_ln_usd_real(
        KnownBeforeRelease(**{key: np.array([value]) for key, value in (PLAIN_THRILLER | changes).items()})
    )[0]


def test_a_plain_thriller_earns_the_intercept_and_its_certificate():
    # In mid-March the two seasons are all but over: 0.5 * bell(91 days off, width 30), and 86 days off at width 22.
    seasons = 0.5 * np.exp(-0.5 * (91 / 30) ** 2) + 0.55 * np.exp(-0.5 * (86.25 / 22) ** 2)
    assert signal() == pytest.approx(16.0 + 0.15 + seasons)


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({"real_budget_usd": 20e6 * np.e}, 0.78 - 0.08),
        ({"genres": [name in {"Thriller", "Horror"} for name in GENRES.values()]}, 0.55),
        ({"certificate": CERTIFICATES.index("R")}, -0.15 - 0.15),
        ({"market": 0}, 0.30),
        ({"is_holiday_release": True}, 0.15),
        ({"runtime_min": 125.0}, 0.22),
        ({"runtime_min": 240.0}, 0.66),
        ({"franchise_position": 1}, 0.0),
        ({"franchise_position": 2}, 0.75),
        ({"franchise_position": 4}, 0.75 - 0.12 * np.log(3)),
        ({"studio_credits": 20.0}, 0.65 / 2),
        ({"star_credits": 9.0}, 0.13 * np.log(10)),
        ({"director_credits": 4.0}, 0.15 * np.log(5)),
        ({"star_draw": 1.0}, 0.12),
        ({"director_draw": -1.0}, -0.08),
    ],
)
def test_each_term_adds_what_the_docstring_says(changes, more):
    assert signal(**changes) - signal() == pytest.approx(more)


def test_beyond_266_million_dollars_what_adds_adds_two_fifths():
    large = {"real_budget_usd": 300e6, "market": 0, "day_of_year": 166.0, "franchise_position": 2, "star_credits": 40.0}
    assert signal(**large) > formula.LARGE
    assert signal(**large, star_draw=1.0) - signal(**large) == pytest.approx(0.4 * 0.12)


def test_midsummer_adds_half_a_log_point():
    assert signal(day_of_year=166.0) - signal(day_of_year=75.0) == pytest.approx(formula.SUMMER, abs=0.01)


def test_new_year_still_profits_from_the_holidays():
    assert signal(day_of_year=1.0) > signal(day_of_year=40.0) + 0.3


def test_holidays_of_2024():
    days = us_holidays(2024)
    assert [day.isoformat() for day in days] == [
        "2024-02-19",
        "2024-05-27",
        "2024-07-04",
        "2024-09-02",
        "2024-11-28",
        "2024-12-25",
    ]


def test_wednesday_before_independence_day_is_a_holiday_release_and_the_day_after_is_none():
    days = np.array([date(2024, 7, 3).toordinal(), date(2024, 7, 5).toordinal(), date(2024, 6, 28).toordinal()])
    assert is_holiday_release(days, 2024).tolist() == [True, False, False]


def test_prices_of_the_year_before_count_and_the_last_known_year_goes_on():
    assert price_level(2021) == 1.0
    assert price_level(1996) < 0.62
    assert price_level(2090) == price_level(2080) > 1.2
