"""The REST interface: `/health` and everything under `/api/v1`."""

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ayne.core.errors import FieldError
from ayne.forecasts.film import Film, read_csv
from ayne.forecasts.slate import forecast_slate, sum_as_json
from ayne.forecasts.what_if import spaced, what_if
from ayne.horizons.slate_table import slate_table
from ayne.serve import browse
from ayne.serve.json_body import StrictJsonRoute
from ayne.serve.rest_models import (
    AMOUNTS,
    MOST_FILMS,
    MOST_POINTS,
    CompaniesAnswer,
    ForecastAnswer,
    ForecastRequest,
    Health,
    MoviesAnswer,
    PeopleAnswer,
    Problem,
    Range,
    SeriesAnswer,
    UpcomingAnswer,
    WhatIfAnswer,
    WhatIfRequest,
)
from ayne.serve.served_champion import Served
from ayne.serve.study_state import StudyState
from ayne.serve.work import Workers

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}}
    for status in (400, 401, 408, 413, 422, 429, 503)
}
NOT_FOUND: dict[int | str, dict[str, Any]] = {404: {"model": Problem, "content": {"application/problem+json": {}}}}
Limit = Annotated[int, Query(ge=1, le=200)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
Text = Annotated[str, Query(min_length=1, max_length=200)]
RECORDS: dict[str, Callable[..., dict[str, Any] | None]] = {
    "movie": browse.movie,
    "person": browse.person,
    "company": browse.company,
}
CSV_EXAMPLE = "title,release_date,budget,genres\nAlpha,2027-05-14,30000000,Drama\n"
CSV_SCHEMA = {"type": "string", "minLength": 1}


class CsvResponse(Response):
    """A table as text."""

    media_type = "text/csv"


api = APIRouter(prefix="/api/v1", responses=PROBLEMS, route_class=StrictJsonRoute)
open_api = APIRouter(responses=PROBLEMS)


def served_of(request: Request) -> Served:
    """Return what this request is answered with from its first moment to its last."""
    state: StudyState = request.app.state.study
    return state.served


def workers_of(request: Request) -> Workers:
    """Return the queues of this server."""
    workers: Workers = request.app.state.workers
    return workers


def as_json(content: Any) -> Response:
    """Answer in JSON with whatever a database holds."""
    return Response(orjson.dumps(content, default=str), media_type="application/json")


async def record_of(request: Request, served: Served, kind: str, key: int | str) -> dict[str, Any]:
    """Look a movie, person or company up; 404 where there is none of that id."""
    row: dict[str, Any] | None = await workers_of(request).look_up(RECORDS[kind], served, key)
    if row is None:
        raise HTTPException(404, f"there is no {kind} {key}")
    return row


@open_api.get("/health", response_model=Health, tags=["server"])
async def health(request: Request) -> Response:
    """Say which model answers; 200 once its SHA-256 was checked."""
    served, problem = served_of(request), request.app.state.study.problem
    return as_json(
        {
            "status": "degraded" if problem else "ok",
            "model": served.model,
            "model_sha256": served.model_sha256,
            "model_files_sha256": served.refit_sha256,
            "published_sha256": served.published_sha256,
            "snapshot": served.snapshot,
            "problem": problem,
        }
    )


@api.get("/version", tags=["server"])
async def versions(request: Request) -> dict[str, str]:
    """Return the version of AYNE and of what it forecasts with."""
    served = served_of(request)
    return {"ayne": version("ayne"), "model": served.model, "snapshot": served.snapshot.isoformat()}


@api.post("/forecast", response_model=ForecastAnswer, tags=["forecasts"])
async def forecast(request: Request, body: ForecastRequest) -> Response:
    """Forecast films, each by itself: point, intervals, chance of payback, similar past movies, reasons, warnings.

    `horizon` is the last that a film's facts reach: with `opening_weekend_usd` the Monday after it, and so on. Where
    the study has models of it, `amounts` are what it will earn worldwide, in the US and Canada, and on its opening
    weekend, which belong together; the forecast itself is the published model's, made before the release.
    `slate` is what several of them earn together.
    """
    served = served_of(request)
    films = [Film(**film.model_dump()) for film in body.films]
    answers = await workers_of(request).forecast(served.films.forecast, films)
    amounts = await workers_of(request).forecast(served.horizons.of, answers)
    together = await workers_of(request).forecast(served.films.slate, answers)
    forecasts = [one.beside(answer.as_json()) for answer, one in zip(answers, amounts, strict=True)]
    return as_json({"forecasts": forecasts, "slate": sum_as_json(together, len(films))})


@api.post("/forecast.csv", tags=["forecasts"], response_class=CsvResponse, openapi_extra={
    "requestBody": {"required": True, "content": {"text/csv": {"schema": CSV_SCHEMA, "example": CSV_EXAMPLE}}},
})  # fmt: skip
async def forecast_csv(request: Request) -> Response:
    """Forecast a CSV file, a film a line as `ayne forecast` reads it; the answer is CSV too, the best first."""
    served = served_of(request)
    films = read_csv(await request.body(), "the body")
    if len(films) > MOST_FILMS:
        raise FieldError("body", f"{len(films)} films", f"is too many; at most {MOST_FILMS}")
    slate = await workers_of(request).forecast(forecast_slate, served.films, films)
    amounts = await workers_of(request).forecast(served.horizons.of, slate.answers)
    return CsvResponse(slate_table(slate, amounts).write_csv())


@api.post("/what-if", response_model=WhatIfAnswer, tags=["forecasts"])
async def what_if_(request: Request, body: WhatIfRequest) -> Response:
    """Forecast one film with one or two of its fields changed: a curve, or a grid; without reasons.

    A point is what films like this one, with that changed, earn: not what the change would cause.
    """
    served, film = served_of(request), Film(**body.film.model_dump())
    vary = {name: _values(values) for name, values in body.vary.items()}
    points = 1
    for values in vary.values():
        points *= len(values)
    if not 1 <= points <= MOST_POINTS:
        raise FieldError("vary", f"{points} points", f"is not possible; 1 to {MOST_POINTS} are")
    variants = await workers_of(request).forecast(what_if, served.films, film, vary)
    rows = [
        {"values": one.values, **{name: getattr(one.answer.forecast, name) for name in AMOUNTS}} for one in variants
    ]
    warnings = list(dict.fromkeys(warning for one in variants for warning in one.answer.warnings))
    return as_json({"fields": list(variants[0].values), "points": rows, "warnings": warnings})


@api.get("/movies", response_model=MoviesAnswer, tags=["data"])
async def movies(
    request: Request, title: Text | None = None, year: Annotated[int | None, Query(ge=1870, le=2200)] = None,
    person: Text | None = None, limit: Limit = 50, offset: Offset = 0,
) -> Response:  # fmt: skip
    """Search movies by a part of the title, the year, a part of somebody's name; the newest first."""
    listing = await workers_of(request).look_up(
        browse.movies, served_of(request), title, year, person, limit, offset
    )  # fmt: skip
    return as_json(listing)


@api.get("/movies/{movie_id}", tags=["data"], responses=NOT_FOUND)
async def movie(request: Request, movie_id: int) -> Response:
    """Return what is known of a movie, who made it, where sources differ, and its forecast if it is not out yet."""
    return as_json(await record_of(request, served_of(request), "movie", movie_id))


@api.get("/movies/{movie_id}/lineage", tags=["data"], responses=NOT_FOUND)
async def movie_lineage(request: Request, movie_id: int) -> Response:
    """Return where all that is known of a movie comes from: raw answers, rows, amounts, features, forecasts."""
    served = served_of(request)
    await record_of(request, served, "movie", movie_id)
    return as_json({"sections": await workers_of(request).look_up(browse.lineage, served, movie_id)})


@api.get("/people", response_model=PeopleAnswer, tags=["data"])
async def people(
    request: Request, name: Text, role: Annotated[str | None, Query(pattern="^(director|writer|actor)$")] = None,
    limit: Limit = 20, offset: Offset = 0,
) -> Response:  # fmt: skip
    """Complete a name: people with a word that begins so, those with most movies in the role first."""
    return as_json(browse.people(served_of(request), name, role, limit, offset))


@api.get("/people/{person_id}", tags=["data"], responses=NOT_FOUND)
async def person(request: Request, person_id: str) -> Response:
    """Return a person's record and movies."""
    return as_json(await record_of(request, served_of(request), "person", person_id))


@api.get("/companies", response_model=CompaniesAnswer, tags=["data"])
async def companies(request: Request, name: Text, limit: Limit = 20, offset: Offset = 0) -> Response:
    """Complete the name of a production company; those with most movies first."""
    return as_json(browse.companies(served_of(request), name, limit, offset))


@api.get("/series", response_model=SeriesAnswer, tags=["data"])
async def series(request: Request, name: Text, limit: Limit = 20, offset: Offset = 0) -> Response:
    """Complete the name of a series of movies; the longest first."""
    return as_json(browse.series(served_of(request), name, limit, offset))


@api.get("/companies/{company_id}", tags=["data"], responses=NOT_FOUND)
async def company(request: Request, company_id: int) -> Response:
    """Return a company's record and movies."""
    return as_json(await record_of(request, served_of(request), "company", company_id))


@api.get("/upcoming", response_model=UpcomingAnswer, tags=["forecasts"])
async def upcoming(request: Request, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Return the movies that are not out yet at the snapshot, by release date."""
    rows = browse.upcoming_rows(served_of(request))
    page = rows[offset : offset + limit]
    return as_json({"total": len(rows), "limit": limit, "offset": offset, "movies": page})


@api.get("/model", tags=["forecasts"])
async def model(request: Request) -> Response:
    """Return what is published of the model: its card, scores and features."""
    served = served_of(request)
    settings = served.films.forecaster.refit.settings
    about = {key: getattr(settings, key) for key in ("feature_set", "families", "payback_multiple", "n_train")}
    return as_json({"model": served.model, "snapshot": served.snapshot, **about, **served.card})


def _values(values: list[Any] | Range) -> list[Any]:
    if isinstance(values, list):
        return values
    return list(spaced(values.from_, values.to, values.steps, by_factors=values.scale == "log"))
