"""What the page says of the scenarios kept beside a film: which leads, by how much, and in what they differ."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from ayne.charts.wording import TIMES, day, percent, short_dollars
from ayne.forecasts.film import Film
from ayne.serve import pictures
from ayne.serve.film_form import KEEP, Scenario, address, scenario_query
from ayne.serve.rest_models import AMOUNTS
from ayne.serve.served_champion import Served

# Two forecasts within so small a factor are told apart by no evaluation of this model.
CLOSE = 1.05
# So many people of a list are named in a scenario's name.
NAMED = 2


def compared(served: Served, scenarios: Sequence[Scenario], film: Film | None) -> dict[str, Any] | None:
    """Return the scenarios side by side, and the film in the form if it is none of them; None without any."""
    if not scenarios:
        return None
    shown = [
        *scenarios,
        *([] if film is None or film in [one.film for one in scenarios] else [_as_scenario(film, scenarios)]),
    ]
    answers = served.films.forecast([one.film for one in shown], explain=False)
    first = answers[0].forecast.predicted_usd
    columns = []
    for number, (one, answer) in enumerate(zip(shown, answers, strict=True)):
        others = [other.query for place, other in enumerate(scenarios) if place != number]
        forecast = answer.forecast
        columns.append(
            {
                "name": one.name,
                "film": one.film,
                "forecast": forecast,
                "answer": answer,
                "against_first": forecast.predicted_usd / first,
                "open": address("/", one.film, [other.query for other in scenarios]),
                "remove": address("/", film, others) if number < len(scenarios) else None,
            }
        )
    return {"columns": columns, "verdict": verdict(columns), "differ": _differences([one.film for one in shown]),
            "csv_query": urlencode([(KEEP, one.query) for one in shown]),
            "pictures": _same_scale([one["forecast"] for one in columns])}  # fmt: skip


def scenario_rows(served: Served, scenarios: Sequence[Scenario]) -> list[dict[str, Any]]:
    """Return the scenarios as rows of a table to download."""
    answers = served.films.forecast([one.film for one in scenarios], explain=False)
    rows = []
    for one, answer in zip(scenarios, answers, strict=True):
        content = one.film.model_dump(mode="json")
        forecast = answer.forecast
        rows.append(
            {"scenario": one.name}
            | {key: "; ".join(map(str, value)) if isinstance(value, list) else value for key, value in content.items()}
            | {name: getattr(forecast, name) for name in AMOUNTS}
            | {"data_as_of": served.snapshot.isoformat(), "model_files_sha256": served.refit_sha256}
        )
    return rows


def scenario_name(film: Film, scenarios: Sequence[Scenario]) -> str:
    """Name a scenario by what sets it apart from the first one."""
    if not scenarios:
        return "As planned"
    first, this = scenarios[0].film.model_dump(), film.model_dump()
    changed = [_change_in_words(key, first[key], this[key]) for key in this if this[key] != first[key]]
    return ", ".join(changed[:2]) or "The same again"


def _as_scenario(film: Film, scenarios: Sequence[Scenario]) -> Scenario:
    name = scenario_name(film, scenarios)
    return Scenario(name, film, scenario_query(name, film))


def verdict(columns: Sequence[dict[str, Any]]) -> str | None:
    """Say which scenario is forecast highest, by how much, and which is likeliest to pay; None of one alone."""
    if len(columns) < 2:
        return None
    best, second, *_ = sorted(columns, key=lambda one: -one["forecast"].predicted_usd)
    forecast, other = best["forecast"], second["forecast"].predicted_usd
    words = (
        f"“{best['name']}” is forecast highest: {short_dollars(forecast.predicted_usd)}, "
        f"against {short_dollars(other)} for “{second['name']}”."
    ) + _likeliest_to_pay(best, columns)
    if forecast.lower_80 is None or forecast.upper_80 is None:
        return words
    low, high = short_dollars(forecast.lower_80), short_dollars(forecast.upper_80)
    itself = f"“{best['name']}” itself ends between {low} and {high} in 8 of 10 cases."
    if forecast.predicted_usd / other < CLOSE:
        return f"{words} They are as good as equal; {itself}"
    by = f"That is {TIMES}{forecast.predicted_usd / other:.2f}"
    return f"{words} {by}; {itself} How sure the difference is, the model does not say."


def _likeliest_to_pay(best: dict[str, Any], columns: Sequence[dict[str, Any]]) -> str:
    """Name the scenario that is likelier to pay than the one forecast highest; nothing where there is none."""
    chances = [(one["forecast"].prob_payback, one["name"]) for one in columns]
    chance, name = max(((chance, name) for chance, name in chances if chance is not None), default=(None, ""))
    of_best = best["forecast"].prob_payback
    if chance is None or of_best is None or percent(chance) == percent(of_best):
        return ""
    return f" “{name}” has the best chance of payback: {percent(chance)}, against {percent(of_best)}."


def _differences(films: Sequence[Film]) -> list[dict[str, Any]]:
    """Return the fields in which the films differ, with each one's value in words."""
    contents = [film.model_dump() for film in films]
    return [
        {
            "field": key.replace("_usd", "").replace("_", " "),
            "values": [_value_in_words(key, one[key]) for one in contents],
        }
        for key in contents[0]
        if any(one[key] != contents[0][key] for one in contents)
    ]


def _change_in_words(key: str, before: Any, after: Any) -> str:
    """Name what a list has more or less than before: two names, and how many more."""
    if not isinstance(after, tuple):
        return _value_in_words(key, after)
    more, less = [one for one in after if one not in before], [one for one in before if one not in after]
    if not (more or less):
        return f"{key} in another order"
    named = more or less
    rest = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    return f"{'' if more else 'without '}{', '.join(named[:NAMED])}{rest}"


def _value_in_words(key: str, value: Any) -> str:
    if value is None or value == ():
        return "\N{EN DASH}"
    if key.endswith("_usd"):
        return short_dollars(value)
    if isinstance(value, date):
        return day(value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _same_scale(forecasts: Sequence[Any]) -> list[dict[str, Any]] | None:
    """Return each scenario's interval on one scale, so that they can be compared by eye."""
    ends = [value for forecast in forecasts for value in (forecast.lower_90, forecast.upper_90)]
    if None in ends:
        return None
    scale = pictures.Scale(min(ends) / 1.3, max(ends) * 1.3, 24, 176)
    return [
        {"point": scale.at(forecast.predicted_usd), "wide": (scale.at(forecast.lower_90), scale.at(forecast.upper_90)),
         "narrow": (scale.at(forecast.lower_80), scale.at(forecast.upper_80)), "ticks": scale.ticks(2)}
        for forecast in forecasts
    ]  # fmt: skip
