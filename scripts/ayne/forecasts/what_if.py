"""One film with one or two of its fields changed: the forecast along a curve, or over a grid."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from ayne.core.errors import FieldError
from ayne.forecasts.film import IN_CINEMAS, Film, explain, with_own_names
from ayne.forecasts.film_forecaster import FilmForecast, FilmForecaster

# What its weekends will be, nobody chooses.
VARIED = tuple(name for name in Film.model_fields if name not in IN_CINEMAS)


@dataclass(frozen=True)
class Variant:
    """A film with these values of the fields varied, and its forecast, without reasons."""

    values: dict[str, Any]
    answer: FilmForecast


def what_if(forecaster: FilmForecaster, film: Film, vary: Mapping[str, Sequence[Any]]) -> list[Variant]:
    """Return every combination of the values, the last field's changing fastest; `FieldError` names a wrong value."""
    fields = with_own_names(vary)
    if unknown := [name for name in fields if name not in VARIED]:
        raise FieldError("vary", unknown[0], f"is no field of a film that can be varied; there are {', '.join(VARIED)}")
    combinations = [dict(zip(fields, values, strict=True)) for values in itertools.product(*fields.values())]
    films = [_changed(film, values) for values in combinations]
    answers = forecaster.forecast(films, explain=False)
    return [Variant(values, answer) for values, answer in zip(combinations, answers, strict=True)]


def spaced(first: float, last: float, steps: int, *, by_factors: bool) -> list[int]:
    """Return whole numbers from the first to the last, each once."""
    if by_factors:
        low, high = math.log(first), math.log(last)
        return list(dict.fromkeys(round(math.exp(low + (high - low) * step / (steps - 1))) for step in range(steps)))
    return list(dict.fromkeys(round(first + (last - first) * step / (steps - 1)) for step in range(steps)))


def _changed(film: Film, values: Mapping[str, Any]) -> Film:
    try:
        return Film(**film.model_dump() | dict(values))
    except ValidationError as error:
        detail = error.errors()[0]
        field = str(detail["loc"][0])
        raise FieldError(f"vary.{field}", detail["input"], f"is not allowed; {explain(field, detail)}") from None
