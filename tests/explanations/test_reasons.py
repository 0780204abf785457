import math

import polars as pl
import pytest

from ayne.charts.wording import short_dollars
from ayne.explanations.contributions import Contributions
from ayne.explanations.reasons import group_of, reasons_of, say_value

REAL = "ln(US dollar of the base year)"
DICTIONARY = {
    "director_max_log_gross": {"family": "people", "unit": REAL, "description": "Highest gross; null without one"},
    "director_movie_count": {"family": "people", "unit": "movie", "description": "Movies released before"},
    "log_budget_real": {"family": "money", "unit": REAL, "description": "Cleaned budget; null where unknown"},
    "is_sequel": {"family": "franchise", "unit": "", "description": "An earlier movie was released"},
    "us_certification": {
        "family": "content",
        "unit": "",
        "description": "US certificate: G, PG, R; null where unknown",
    },
}


def test_features_of_the_same_people_are_one_reason_told_by_the_strongest():
    added = {"director_max_log_gross": 0.5, "director_movie_count": 0.2, "log_budget_real": -1.0, "is_sequel": 0.1}
    given = {"director_max_log_gross": math.log(312e6), "director_movie_count": 7, "log_budget_real": 14.0,
             "is_sequel": False}  # fmt: skip
    found = Contributions(17.0, pl.DataFrame([added]))
    [reasons] = reasons_of(found, pl.DataFrame([given]), DICTIONARY, base_year=2020)
    assert [reason.words for reason in reasons] == [
        "budget: Cleaned budget: $1.2M (2020 dollars) (\u00d70.37)",
        "director: Highest gross: $312M (2020 dollars) (\u00d72.01)",
        "is_sequel: not An earlier movie was released (\u00d71.11)".removeprefix("is_sequel: "),
    ]
    whole = math.prod(reason.factor for reason in reasons) * math.exp(17)
    assert whole == pytest.approx(math.exp(float(found.forecast[0])))


def test_values_are_said_in_their_unit():
    assert say_value("director_movie_count", 1, DICTIONARY, 2020) == "Movies released before: 1 movie"
    assert say_value("us_certification", "R", DICTIONARY, 2020) == "US certificate: R"
    assert say_value("log_budget_real", None, DICTIONARY, 2020) == "Cleaned budget: unknown"


def test_a_role_a_family_or_the_feature_alone_is_a_reason():
    names = ("director_max_log_gross", "log_budget_real", "us_certification")
    assert [group_of(name, DICTIONARY) for name in names] == ["director", "budget", "us_certification"]


def test_amounts_and_numbers_are_short():
    # as on the axes of the figures
    assert [short_dollars(amount) for amount in (1.24e9, 999.9e6, 312e6, 4.5e6, 45_000, 12)] == [
        "$1.24B", "$1B", "$312M", "$4.5M", "$45k", "$12",
    ]  # fmt: skip
    years = {"gap": {"description": "Since the earlier movie", "unit": "year"}}
    assert say_value("gap", 0.9117, years, 2020) == "Since the earlier movie: 0.912 years"
    assert say_value("gap", 2025, years, 2020) == "Since the earlier movie: 2025"
