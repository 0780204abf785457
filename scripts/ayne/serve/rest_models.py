"""What requests and answers of the REST interface hold; the schema in `/openapi.json` is made of it."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from ayne.core.errors import DataError
from ayne.forecasts.film import ALIASES, Film, with_own_names
from ayne.forecasts.what_if import VARIED

MOST_FILMS = 1000
MOST_POINTS = 2000
EXAMPLE_FILM: dict[str, JsonValue] = {
    "title": "The Harbour of Rosdafell",
    "release_date": "2026-12-18",
    "budget_usd": 65_000_000,
    "genres": ["Adventure", "Family"],
    "directors": ["Fiora Falgoby"],
    "cast": ["Lorcan Veltidale", "Nobody Yet"],
    "companies": ["Northstar Studios"],
    "countries": ["US"],
    "original_language": "en",
    "runtime_min": 112,
    "us_certification": "PG",
}


ONLY_FIELDS: dict[str, JsonValue] = {"propertyNames": {"enum": [*Film.model_fields, *ALIASES]}}


class FilmFields(Film):
    """A film as `film.yaml` describes it; `budget`, `director`, `genre` and the like are understood too."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_FILM]})

    @model_validator(mode="before")
    @classmethod
    def _own_names(cls, content: Any) -> Any:
        try:
            return with_own_names(content) if isinstance(content, dict) else content
        except DataError as error:
            raise ValueError(str(error)) from None


class RequestBody(BaseModel):
    """Refuses fields that nobody reads."""

    model_config = ConfigDict(extra="forbid")


class ForecastRequest(RequestBody):
    """Films to forecast, each by itself."""

    films: Annotated[list[FilmFields], Field(min_length=1, max_length=MOST_FILMS)]


class Range(RequestBody):
    """Numbers from one to another, evenly spaced, or by equal factors where `scale` is `log`."""

    from_: Annotated[float, Field(alias="from", ge=1, le=1e11)]
    to: Annotated[float, Field(ge=1, le=1e11)]
    steps: Annotated[int, Field(ge=2, le=MOST_POINTS)] = 21
    scale: Literal["linear", "log"] = "log"


class WhatIfRequest(RequestBody):
    """One film, and one or two of its fields with the values to try: a list, or a range of numbers."""

    film: FilmFields
    vary: Annotated[
        dict[str, list[Any] | Range],
        Field(min_length=1, max_length=2, json_schema_extra={"propertyNames": {"enum": [*VARIED, *ALIASES]}}),
    ]

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"film": EXAMPLE_FILM, "vary": {"budget_usd": {"from": 1e7, "to": 2e8, "steps": 21, "scale": "log"}}},
                {"film": EXAMPLE_FILM, "vary": {"release_date": ["2026-10-16", "2027-01-15"]}},
            ]
        },
    )


class SimilarMovieFields(BaseModel):
    """A past movie like the one asked about; dollars of its own time. `alike`: in what, most telling first."""

    tmdb_id: int
    title: str
    release_date: date
    budget_usd: int
    worldwide_gross_usd: int
    alike: list[str]


class ReasonFields(BaseModel):
    """What moves the forecast: it is multiplied by `factor`, by what the `features` of the `topic` say together."""

    sentence: str
    factor: float
    topic: str
    features: list[str]


class AmountFields(BaseModel):
    """Worldwide gross in nominal US dollars: a point and two intervals; null where it cannot be said."""

    predicted_usd: float
    lower_80: float | None
    upper_80: float | None
    lower_90: float | None
    upper_90: float | None
    prob_payback: float | None
    break_even_budget_usd: float


AMOUNTS = tuple(AmountFields.model_fields)


class AmountAtHorizon(BaseModel):
    """One amount in nominal US dollars: a point and two intervals, null of an opening that is known."""

    predicted_usd: float
    lower_80: float | None
    upper_80: float | None
    lower_90: float | None
    upper_90: float | None


class AtHorizon(BaseModel):
    """When a forecast is made, by the facts that are given; `amounts` by target, where the study has models of it."""

    horizon: Literal["greenlight", "pre_release", "opening_weekend", "second_weekend", "post_release"]
    amounts: dict[
        Literal["worldwide_gross_usd", "domestic_gross_usd", "opening_weekend_usd"], AmountAtHorizon
    ] | None = None  # fmt: skip


class ForecastFields(AmountFields, AtHorizon):
    """One film's forecast, why, what it is like, and what to mind."""

    title: str
    release_date: date
    budget_usd: int | None
    similar: list[SimilarMovieFields]
    reasons: list[ReasonFields]
    warnings: list[str]
    unknown_names: list[str]


class SlateFields(BaseModel):
    """What several films earn together worldwide: the median of the sum, in nominal US dollars, and two intervals."""

    films: int
    predicted_usd: float
    lower_80: float
    upper_80: float
    lower_90: float
    upper_90: float


class ForecastAnswer(BaseModel):
    """One forecast a film, in their order, and their sum where there are several."""

    forecasts: list[ForecastFields]
    slate: SlateFields | None


class Point(AmountFields):
    """What the film would be with these `values` of the fields varied."""

    values: dict[str, Any]


class WhatIfAnswer(BaseModel):
    """A curve, or a grid row by row: films like this one, with that changed, which is not what the change causes."""

    fields: list[str]
    points: list[Point]
    warnings: list[str]


class MovieFields(BaseModel):
    """A movie of the database; null is unknown. Dollars are nominal."""

    movie_id: int
    title: str | None
    release_date: date | None
    production_budget_usd: int | None
    worldwide_gross_usd: int | None
    genres: list[str] | None
    directors: list[str] | None


class Page(BaseModel):
    """A part of what was found: `total` in all, from the one at `offset` on, at most `limit`."""

    total: int
    limit: int
    offset: int


class MoviesAnswer(Page):
    """Movies, the newest first."""

    movies: list[MovieFields]


class PersonFields(BaseModel):
    """Somebody with a credit, and in how many movies by role."""

    person_id: str
    name: str
    movies: int
    movies_directed: int
    movies_written: int
    movies_acted: int


class PeopleAnswer(Page):
    """People, those with most movies first."""

    people: list[PersonFields]


class CompanyFields(BaseModel):
    """A production company and its number of movies."""

    company_id: int
    name: str
    movies: int


class CompaniesAnswer(Page):
    """Companies, those with most movies first."""

    companies: list[CompanyFields]


class SeriesFields(BaseModel):
    """A series of movies and its number of movies."""

    collection_id: int
    name: str
    movies: int


class SeriesAnswer(Page):
    """Series, the longest first."""

    series: list[SeriesFields]


class UpcomingFields(AmountFields, AtHorizon):
    """A movie that is not out yet at the snapshot, or in cinemas, as `results/predictions/upcoming.csv` has it.

    Reasons are those of movies to come.
    """

    tmdb_id: int
    title: str | None
    release_date: date
    budget_usd: int | None
    similar: list[str]
    reasons: list[str]


class UpcomingAnswer(Page):
    """Movies by release date."""

    movies: list[UpcomingFields]


class Health(BaseModel):
    """What answers; `problem` says why a newer champion was not taken up."""

    status: Literal["ok", "degraded"]
    model: str
    model_sha256: str
    model_files_sha256: str
    published_sha256: str | None
    snapshot: date
    problem: str | None


class Problem(BaseModel):
    """RFC 9457: what is wrong with a request; `errors` name field, value and what would be right."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = []
