"""What the page says of a film: the forecast, its budget and its weeks."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from ayne.charts.wording import day, short_dollars
from ayne.forecasts.film import FIRST_DAY, LAST_DAY, MOST_BUDGET, Film
from ayne.forecasts.film_forecaster import FilmForecast
from ayne.forecasts.understand import Named
from ayne.forecasts.what_if import spaced, what_if
from ayne.horizons.cells import WORLDWIDE
from ayne.horizons.film_amounts import FilmAmounts
from ayne.serve import browse, pictures
from ayne.serve.comparison import scenario_name
from ayne.serve.film_form import MOST_SCENARIOS, Scenario, address, query_of, scenario_query
from ayne.serve.served_champion import Served

# The budget is tried from an eighth on to 64 times, no further than twice the dearest past film, in so many steps.
BUDGET_DOWN, BUDGET_UP, BUDGET_STEPS = 8, 64, 37
FRIDAY = 5
# How the sentence of a reason ends that is an absence.
ABSENT = ("is named", "is given")
SHOWN_OPENINGS = 5
ROLES = {"director": "director", "writer": "writer", "cast": "actor", "company": "company", "franchise": "collection"}
ROLE_WORDS = {"director": "Director", "writer": "Writer", "cast": "Cast", "company": "Company", "franchise": "Series"}


def film_page(served: Served, film: Film, scenarios: Sequence[Scenario]) -> dict[str, Any]:
    """Return everything that the page of one film shows."""
    [answer] = served.films.forecast([film])
    [amounts] = served.horizons.of([answer])
    multiple = served.payback_multiple
    forecast = answer.forecast
    return {
        "amounts": amounts,
        "warnings": [*answer.warnings, *amounts.warnings],
        "answer": answer,
        "forecast": forecast,
        "headline": headline(answer, amounts),
        "facts": _facts(film),
        "multiple": multiple,
        "picture": pictures.forecast_picture(forecast, multiple * film.budget_usd if film.budget_usd else None),
        "reasons": pictures.reason_bars(forecast.reasons, forecast.predicted_usd),
        "lacks_a_fact": any(reason.sentence.endswith(ABSENT) for reason in forecast.reasons),
        "people": _people(answer),
        "budget": _budget(served, film, multiple) if film.budget_usd and not film.is_in_cinemas else None,
        "weeks": None if film.is_in_cinemas else _weeks(served, film, scenarios),
        "links": _links(answer, scenarios),
    }


def headline(answer: FilmForecast, amounts: FilmAmounts) -> str:
    """Say what a film will gross: by its weekends, where there are forecasts by them, else by the published model."""
    usd, low, high = (
        amounts.amounts[WORLDWIDE][name] if amounts.is_after_release else getattr(answer.forecast, name)
        for name in ("predicted_usd", "lower_80", "upper_80")
    )
    when = f" {amounts.when}" if amounts.is_after_release else ""
    sentence = f"{answer.film.title} is forecast{when} to gross {short_dollars(usd or 0)} worldwide"
    if low is None or high is None:
        return f"{sentence}."
    return f"{sentence}; in 8 of 10 cases it ends between {short_dollars(low)} and {short_dollars(high)}."


def _facts(film: Film) -> list[str]:
    """Return what was said of the film, in words: what the forecast is of."""
    minutes = f"{film.runtime_min} minutes" if film.runtime_min else None
    budget = short_dollars(film.budget_usd) if film.budget_usd else "no budget given"
    names = [", ".join(names) for names in (film.genres, film.directors, film.cast, film.writers, film.companies)]
    return [
        one for one in (day(film.release_date), budget, film.us_certification, minutes, *names, film.collection) if one
    ]


def _people(answer: FilmForecast) -> list[dict[str, Any]]:
    """Return who was understood to be who: known with so many films, or a debut."""
    return [
        {"role": ROLE_WORDS[role], "name": one.name, **_standing(role, one)}
        for role, names in answer.understood.named.items()
        for one in names
    ]


def _standing(role: str, one: Named) -> dict[str, Any]:
    if not one.is_known:
        return {"is_known": False, "words": "new: not in the database", "link": None}
    films = one.movies.get(ROLES[role], 0)
    link = {"company": f"/companies/{one.id}", "franchise": None}.get(role, f"/people/{one.id}")
    words = f"{films} film{'s' * (films != 1)}" if films else f"known, but first film as {ROLES[role]}"
    return {"is_known": True, "words": words, "link": link}


def _budget(served: Served, film: Film, multiple: float) -> dict[str, Any] | None:
    """Return the chance of payback against the budget, and the budget at which it crosses one half."""
    budget = film.budget_usd or 0
    dearest = float(served.films.forecaster.refit.past["budget_usd"].max() or MOST_BUDGET)  # type: ignore[arg-type]
    most = min(max(2 * dearest, 2.0 * budget), budget * float(BUDGET_UP), MOST_BUDGET)
    tried = spaced(max(budget / BUDGET_DOWN, 1000), most, BUDGET_STEPS, by_factors=True)
    variants = what_if(served.films, film, {"budget_usd": tried})
    points = [
        (one.values["budget_usd"], one.answer.forecast.prob_payback)
        for one in variants
        if one.answer.forecast.prob_payback is not None
    ]
    if len(points) < 2:
        return None
    return {
        "picture": pictures.chance_curve(points, budget),
        "half": pictures.crossing(points),
        "lowest": points[0],
        "highest": points[-1],
        "multiple": multiple,
    }


def _weeks(served: Served, film: Film, scenarios: Sequence[Scenario]) -> dict[str, Any]:
    """Return the forecast for each Friday of the year around the film, the best week, and who else opens then."""
    fridays = fridays_around(film.release_date, served.snapshot)
    in_the_us = "none" if film.us_release_date == "none" else None
    variants = what_if(served.films, film, {"release_date": fridays, "us_release_date": [in_the_us]})
    amounts = [one.answer.forecast.predicted_usd for one in variants]
    best = max(range(len(fridays)), key=lambda number: amounts[number])
    own = min(range(len(fridays)), key=lambda number: abs((fridays[number] - film.release_date).days))
    weeks = [
        {"day": one, "predicted_usd": amount, "kind": "best" if number == best else "own" if number == own else "other",
         "words": f"{day(one)}: {short_dollars(amount)}"}
        for number, (one, amount) in enumerate(zip(fridays, amounts, strict=True))
    ]  # fmt: skip
    return {
        "picture": pictures.weeks_picture(weeks),
        "best": weeks[best],
        "own": weeks[own],
        "factor": amounts[best] / amounts[own],
        "openings": [_openings(served, fridays[number]) for number in dict.fromkeys((own, best))],
        "best_link": address(
            "/",
            film.model_copy(update={"release_date": fridays[best], "us_release_date": in_the_us}),
            [one.query for one in scenarios] or [scenario_query("As planned", film)],
        ),
    }


def fridays_around(release: date, snapshot: date) -> list[date]:
    """Return 52 Fridays around a release, none before the snapshot unless the release is."""
    first = _friday_from(release - timedelta(weeks=26))
    if release >= snapshot:
        first = max(first, _friday_from(snapshot))
    fridays = [first + timedelta(weeks=number) for number in range(52)]
    return [one for one in fridays if FIRST_DAY <= one <= LAST_DAY]


def _friday_from(start: date) -> date:
    return start + timedelta(days=(FRIDAY - start.isoweekday()) % 7)


def _openings(served: Served, friday: date) -> dict[str, Any]:
    first, last = friday - timedelta(days=3), friday + timedelta(days=3)
    movies = browse.opening(served, first, last)
    return {"day": friday, "movies": movies[:SHOWN_OPENINGS], "more": max(len(movies) - SHOWN_OPENINGS, 0)}


def _links(answer: FilmForecast, scenarios: Sequence[Scenario]) -> dict[str, Any]:
    """Return addresses that keep this film as a scenario, beside those kept already."""
    film, queries = answer.film, [one.query for one in scenarios]
    return {"film_query": query_of(film), "may_keep": len(scenarios) < MOST_SCENARIOS,
            "keep": address("/", film, [*queries, scenario_query(scenario_name(film, scenarios), film)])}  # fmt: skip
