"""The form of a film as the query of an address, and back: what is shared as a link, kept and compared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import parse_qsl, urlencode

from pydantic import ValidationError
from starlette.datastructures import QueryParams

from ayne.forecasts.film import IN_CINEMAS, Film, explain
from ayne.serve.problems import shown

# In the order of the form; people and companies stand in one field, with semicolons between.
TEXTS = ("title", "release_date", "us_release_date", "budget_usd", "runtime_min", "us_certification",
         "original_language", "collection", *IN_CINEMAS)  # fmt: skip
JOINED = ("directors", "writers", "cast", "companies")
REPEATED = ("genres", "countries", "languages")
FIELDS = (*TEXTS, *JOINED, *REPEATED)
LABELS = {
    "title": "The title", "release_date": "The release date", "us_release_date": "The US release date",
    "budget_usd": "The budget", "runtime_min": "The runtime", "us_certification": "The certificate",
    "original_language": "The original language", "collection": "The series",
    "opening_weekend_usd": "The opening weekend", "opening_theaters": "The number of theaters",
    "second_weekend_usd": "The second weekend", "gross_to_date_usd": "The gross to date",
} | {name: f"The list of {name}" for name in (*JOINED, *REPEATED)}  # fmt: skip
NAME, KEEP = "name", "keep"
MOST_SCENARIOS = 4
NAME_LENGTH = 60


@dataclass(frozen=True)
class Filled:
    """What a form holds: the film, None where it cannot be read, and what is wrong field by field."""

    values: dict[str, list[str]]
    film: Film | None
    errors: dict[str, str]


@dataclass(frozen=True)
class Scenario:
    """A film that is kept beside others, with a name; `query` is how it stands in an address."""

    name: str
    film: Film
    query: str


def read_form(pairs: Iterable[tuple[str, str]]) -> Filled:
    """Return what a query's pairs say of a film; unknown keys are left alone, and a form not sent is no error."""
    values: dict[str, list[str]] = {}
    is_sent = False
    for key, value in pairs:
        is_sent |= key == "title"
        if key in FIELDS and value.strip():
            values.setdefault(key, []).append(value.strip())
    if not values and not is_sent:
        return Filled({}, None, {})
    content = {key: texts if key in REPEATED else texts[-1] for key, texts in values.items()}
    try:
        return Filled(values, Film(**content), {})
    except ValidationError as error:
        wrong = {str(detail["loc"][0]): detail for detail in error.errors()}
        return Filled(
            values, None, {name: shown(explain(LABELS[name], detail, name)) for name, detail in wrong.items()}
        )


def query_of(film: Film) -> str:
    """Return a film as a query, without what is not given."""
    return urlencode(pairs_of(film))


def pairs_of(film: Film) -> list[tuple[str, str]]:
    """Return a film as pairs of a query."""
    content = film.model_dump(mode="json")
    pairs = [(key, str(content[key])) for key in TEXTS if content[key] is not None]
    pairs += [(key, "; ".join(content[key])) for key in JOINED if content[key]]
    return pairs + [(key, value) for key in REPEATED for value in content[key]]


def scenario_query(name: str, film: Film) -> str:
    """Return how a scenario stands in an address."""
    return urlencode([(NAME, shorten(name, NAME_LENGTH, placeholder="…")), *pairs_of(film)])


def read_scenarios(query: QueryParams, most: int = MOST_SCENARIOS) -> list[Scenario]:
    """Return the scenarios that an address keeps, at most so many; what is no film is left out."""
    scenarios = []
    for scenario in query.getlist(KEEP)[:most]:
        pairs = parse_qsl(scenario)
        film = read_form(pairs).film
        if film is not None:
            name = dict(pairs).get(NAME, film.title)[:NAME_LENGTH]
            scenarios.append(Scenario(name, film, scenario))
    return scenarios


def address(path: str, film: Film | None, scenarios: Sequence[str]) -> str:
    """Return the address that has this film in its form and these scenarios beside it."""
    pairs = [*(pairs_of(film) if film else []), *((KEEP, one) for one in scenarios)]
    return f"{path}?{urlencode(pairs)}" if pairs else path
