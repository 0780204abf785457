"""What is said of scenarios beside each other."""

from datetime import date
from types import SimpleNamespace

import pytest

from ayne.forecasts.film import Film
from ayne.serve.comparison import scenario_name, verdict
from ayne.serve.film_form import Scenario


def column(name, millions, chance):
    forecast = SimpleNamespace(
        predicted_usd=millions * 1e6, lower_80=millions * 0.25e6, upper_80=millions * 4e6, prob_payback=chance
    )
    return {"name": name, "forecast": forecast}


LEADS = "“B” is forecast highest: $50M, against $40M for “A”."
UNSURE = (
    "That is \N{MULTIPLICATION SIGN}1.25; “B” itself ends between $12.5M and $200M in 8 of 10 cases. "
    "How sure the difference is, the model does not say."
)
PAYS = "“A” has the best chance of payback: 61\N{NO-BREAK SPACE}%, against 47\N{NO-BREAK SPACE}%."


@pytest.mark.parametrize(
    ("chance", "of_best", "message"),
    [
        (0.4, 0.47, f"{LEADS} {UNSURE}"),
        (None, 0.47, f"{LEADS} {UNSURE}"),
        (0.61, 0.47, f"{LEADS} {PAYS} {UNSURE}"),
        (0.61, None, f"{LEADS} {UNSURE}"),
    ],
)
def test_which_leads_by_how_much_and_which_is_likelier_to_pay_is_said(chance, of_best, message):
    assert verdict([column("A", 40, chance), column("B", 50, of_best)]) == message


def test_of_one_scenario_nothing_is_said_and_two_close_ones_are_equal():
    assert verdict([column("A", 40, 0.5)]) is None
    assert "They are as good as equal" in verdict([column("A", 40, 0.5), column("B", 41, 0.5)])


FILM = Film(title="A", release_date=date(2027, 5, 14), budget_usd=30_000_000, cast=("Ann Lee", "Bo Ost"))


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"budget_usd": 50_000_000}, "$50M"),
        ({"cast": ("Ann Lee", "Cy Poe")}, "Cy Poe"),
        ({"cast": ("Ann Lee",)}, "without Bo Ost"),
        ({"cast": ("Bo Ost", "Ann Lee")}, "cast in another order"),
        ({"cast": ("Cy Poe", "Di Quo", "Ed Ray", "Flo Sim")}, "Cy Poe, Di Quo and 2 more"),
        ({}, "The same again"),
    ],
)
def test_a_scenario_is_named_by_what_sets_it_apart(changed, name):
    assert scenario_name(FILM.model_copy(update=changed), [Scenario("As planned", FILM, "")]) == name
