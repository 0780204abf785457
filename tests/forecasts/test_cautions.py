from datetime import date
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from ayne.explanations.sentences import Subject
from ayne.features.as_of import MovieFacts
from ayne.forecasts.cautions import Cautions
from ayne.forecasts.film import Film
from ayne.forecasts.understand import Named, Understood

PAST = pl.DataFrame(
    {
        "release_date": [date(2000, 1, 1), date(2020, 1, 1)],
        "log_budget_received_real": [float(np.log(2e6)), float(np.log(200e6))],
        "runtime_min": [80, 180],
    }
)
REFIT = SimpleNamespace(past=PAST, settings=SimpleNamespace(snapshot=date(2026, 6, 30)))
KNOWN = [Named("Ann Lee", "tmdb:1", is_known=True)]


def cautions(named=KNOWN, **fields):
    film = Film(**{"title": "A", "release_date": "2026-12-18", "budget_usd": 20_000_000, "runtime_min": 100} | fields)
    roles = {"director": named, "writer": [], "cast": [], "company": [], "franchise": []}
    understood = Understood(film, MovieFacts(film.title, film.release_date), roles)
    subject = Subject({}, film.release_date, deflator=0.5, budget_usd=film.budget_usd)
    return Cautions(REFIT, date(2022, 1, 1)).of(understood, subject)


def test_a_film_like_those_of_the_past_needs_no_caution():
    assert cautions() == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"budget_usd": None}, "no budget is given: it moves a forecast most"),
        # in dollars of its own time, which are worth half of the base year's
        ({"budget_usd": 500_000_000}, "a budget of $500M lies outside of what the model has seen, $4M to $400M"),
        ({"budget_usd": 3_000_000}, "a budget of $3M lies outside"),
        ({"release_date": "2031-05-14"}, "released 5 years after 30 June 2026, the last day the data know"),
        ({"release_date": "2024-05-14"}, "which has seen nothing from 1 January 2022 on"),
        ({"release_date": "2021-05-14"}, "the day the model was fitted: it has seen that time"),
        ({"release_date": "1995-05-14"}, "released before the first movie that the model has seen, of 2000"),
        ({"named": []}, "nobody is named"),
        ({"named": [Named("Nobody", "own:nobody", is_known=False)]}, "nobody named is in the database"),
        ({"runtime_min": 400}, "a runtime of 400 minutes lies outside of what the model has seen, 80 to 180"),
    ],
)
def test_what_lies_outside_of_what_the_model_has_seen_is_said(given, message):
    assert any(message in caution for caution in cautions(**given)), cautions(**given)
