"""How a forecast would be with another budget or date: what a slate is argued about with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from ayne.forecasts.film import Film

FIFTH = 0.2
FOUR_WEEKS = timedelta(weeks=4)


@dataclass(frozen=True)
class Sensitivity:
    """The forecast in nominal US dollars with a budget 20 % lower or higher, or four weeks earlier or later.

    None where the film has no budget, or where the other date is one that another model forecasts.
    """

    budget_down_20_percent_usd: float | None = None
    budget_up_20_percent_usd: float | None = None
    four_weeks_earlier_usd: float | None = None
    four_weeks_later_usd: float | None = None


def variants_of(film: Film, is_of_the_test_years: Callable[[date], bool]) -> dict[str, Film]:
    """Return the film with each change that can be made to it, by the name of what `Sensitivity` says of it.

    A film in cinemas can be changed no more.
    """
    changes: dict[str, dict[str, Any]] = {}
    if film.is_in_cinemas:
        return {}
    if film.budget_usd:
        changes["budget_down_20_percent_usd"] = {"budget_usd": round(film.budget_usd * (1 - FIFTH))}
        changes["budget_up_20_percent_usd"] = {"budget_usd": round(film.budget_usd * (1 + FIFTH))}
    for name, shift in (("four_weeks_earlier_usd", -FOUR_WEEKS), ("four_weeks_later_usd", FOUR_WEEKS)):
        moved = film.release_date + shift
        if is_of_the_test_years(moved) == is_of_the_test_years(film.release_date):
            in_us = film.us_release_date
            in_us = in_us + shift if isinstance(in_us, date) else in_us
            changes[name] = {"release_date": moved, "us_release_date": in_us}
    by_change = {name: _changed(film, change) for name, change in changes.items()}
    return {name: changed for name, changed in by_change.items() if changed}


def _changed(film: Film, change: dict[str, Any]) -> Film | None:
    try:
        return Film(**film.model_dump() | change)
    except ValidationError:
        # Beyond the least budget or the last day that a film may have.
        return None
