"""What is said of budget bands is what their scores say, and luck is said to be luck."""

import pytest

from ayne.artifacts.champion import Champion
from ayne.champion.band_claims import fails_most, holds_least, leans_most, too_small
from ayne.champion.card import model_card
from fixtures.artifacts import band, metrics

UNDER, SMALL, MIDDLE, LARGE = "under 3M", "3M to 10M", "10M to 40M", "40M and over"
# As in a study of 392 test movies: few of the cheapest, and amounts in a wrong unit among the most expensive.
BANDS = [
    band(UNDER, n=18, within_factor_2=0.5, coverage_80=0.611, coverage_90=0.722, rmse_log=1.03, bias_log=0.1),
    band(SMALL, n=41, within_factor_2=0.756, coverage_80=0.878, coverage_90=0.976, rmse_log=0.654, bias_log=0.0),
    band(MIDDLE, n=129, within_factor_2=0.589, coverage_80=0.783, coverage_90=0.891, rmse_log=0.823, bias_log=-0.2),
    band(LARGE, n=204, within_factor_2=0.603, coverage_80=0.843, coverage_90=0.951, rmse_log=1.271, bias_log=0.06),
]


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def bands(*given):
    return metrics("blend", by_budget_band=list(given or BANDS)).bands(5)


def test_what_fails_most_is_the_least_within_a_factor_of_two_and_few_movies_may_be_luck():
    assert plain(fails_most(bands())) == (
        "Forecasts fail most at budgets under $3M: 50 % of only 18 movies within a factor of two, against 76 % of 41 "
        "movies at budgets of $3M to $10M; that may be luck"
    )
    surely = bands(band(UNDER, n=180, within_factor_2=0.5), band(SMALL, n=410, within_factor_2=0.756))
    assert "luck" not in fails_most(surely)


@pytest.mark.parametrize(
    ("level", "message"),
    [
        (
            80,
            "The 80 % interval holds least at budgets under $3M: for 61 % of only 18 movies, fewer than luck explains",
        ),
        (
            90,
            "The 90 % interval holds least at budgets under $3M: for 72 % of only 18 movies, fewer than luck explains",
        ),
    ],
)
def test_an_interval_holds_least_where_the_table_says_so(level, message):
    assert plain(holds_least(bands(), level)) == message


def test_an_interval_that_misses_by_luck_or_not_at_all_is_said_to():
    assert holds_least(bands(band(MIDDLE, n=129, coverage_80=0.783)), 80).endswith("of 129 movies, which may be luck")
    assert holds_least(bands(band(MIDDLE, n=129, coverage_80=0.85)), 80).endswith("of 129 movies, which is as promised")
    assert holds_least(bands(band(MIDDLE, n=129)), 80) == ""


def test_it_leans_where_the_mean_error_is_more_than_luck():
    assert leans_most(bands()) == (
        "It leans most at budgets of $10M to $40M: too low, by a factor of 1.22 on average of 129 movies"
    )
    assert leans_most(bands(BANDS[3])) == "At no budget does it lean to one side by more than luck"


def test_bands_of_too_few_movies_are_named():
    assert too_small(metrics("blend", by_budget_band=[band(UNDER, n=3), BANDS[1]])) == (
        "Too few test movies to judge budgets under $3M (3)"
    )
    assert too_small(metrics("blend", by_budget_band=BANDS)) == ""


def test_the_card_says_what_its_table_says():
    champion = Champion(model="blend", reason="x", walk_forward_rmse_log={})
    facts = {"catalogue_source": "simulated", "snapshot": "2026-06-30"}
    card = model_card(metrics("blend", by_budget_band=BANDS), champion, [], facts)
    assert "- Forecasts fail most at budgets under $3M: 50 % of only 18 movies" in card
    assert "- The greatest `rmse_log`, 1.271, is at budgets of $40M and over: a few amounts in a wrong unit" in card
    assert "- The 90 % interval holds least at budgets under $3M: for 72 % of only 18 movies" in card
    assert "| test, budgets under $3M | 18 | 1.030 |" in card
