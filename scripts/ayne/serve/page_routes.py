"""The pages: a film's forecast with scenarios beside it, how well the model does, and the way in."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple
from urllib.parse import parse_qsl

import polars as pl
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from ayne.core.errors import AyneError, FieldError
from ayne.core.movie_codes import CERTIFICATES
from ayne.serve.access import COOKIE, Access
from ayne.serve.api_routes import served_of, workers_of
from ayne.serve.comparison import compared, scenario_rows
from ayne.serve.film_form import MOST_SCENARIOS, Filled, Scenario, address, read_form, read_scenarios, scenario_query
from ayne.serve.film_page import film_page
from ayne.serve.page_templates import rendered
from ayne.serve.served_champion import Served

FOLDER = Path(__file__).parent
STATIC = {path.name: path for path in sorted((FOLDER / "static").glob("*"))}
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
# What swaps one thing: field and its words.
SWAPS = {
    "budget_usd": "the budget", "release_date": "the release date", "us_certification": "the US certificate",
    "directors": "the directors", "cast": "the cast", "companies": "the companies", "genres": "the genres",
    "runtime_min": "the runtime",
}  # fmt: skip
Part = Annotated[str | None, Query(max_length=200)]


class Refused(NamedTuple):
    """What a film was to be changed to and cannot: the field, the value, and what is wrong with it."""

    field: str
    value: str
    message: str


pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@pages.get("/")
async def desk(request: Request) -> Response:
    """Show the form, and what becomes of the film in it."""
    return await _show(request, read_form(request.query_params.multi_items()))


async def _show(request: Request, filled: Filled, refused: Refused | None = None) -> Response:
    scenarios = read_scenarios(request.query_params)
    return await workers_of(request).forecast(_desk, request, served_of(request), filled, scenarios, refused)


def _desk(
    request: Request, served: Served, filled: Filled, scenarios: list[Scenario], refused: Refused | None
) -> Response:
    page, errors = None, dict(filled.errors)
    try:
        page = film_page(served, filled.film, scenarios) if filled.film else None
        table = compared(served, scenarios, filled.film)
    except FieldError as error:
        errors[error.field.rpartition(".")[2]] = f"{error.value} {error.right}"
        page, table = None, None
    except AyneError as error:
        errors["title"] = str(error)
        table = None
    codes = served.films.reader.names.codes
    return rendered(
        request, served, "desk", 200,
        filled=filled, errors=errors, page=page, compared=table, scenarios=scenarios, codes=codes,
        certificates=CERTIFICATES, swaps=SWAPS, refused=refused, most_scenarios=MOST_SCENARIOS,
        example=_example(served), sees_openings="competition" in served.films.forecaster.refit.settings.families,
        has_mondays=served.horizons.has_mondays,
    )  # fmt: skip


@pages.get("/swap")
async def swap(request: Request, field: Annotated[str, Query(max_length=40)], value: Part = None) -> Response:
    """Change one field of the film, and show both beside each other; the film as it was, where that cannot be."""
    filled, queries = read_form(parse_qsl(request.query_params.get("film", ""))), request.query_params.getlist("keep")
    if field not in SWAPS or filled.film is None:
        raise HTTPException(422, f"{field} cannot be changed here; there are {', '.join(SWAPS)}")
    pairs = [pair for pair in parse_qsl(request.query_params["film"]) if pair[0] != field]
    values = [part.strip() for part in (value or "").split(";")] if field == "genres" else [value or ""]
    changed = read_form([*pairs, *((field, one) for one in values)])
    message = await workers_of(request).forecast(_message, served_of(request), changed)
    if changed.film is None or message:
        return await _show(request, filled, Refused(field, value or "", message or ""))
    before = queries if queries else [scenario_query("As planned", filled.film)]
    return RedirectResponse(address("/", changed.film, before) + "#compared", 303)


def _message(served: Served, changed: Filled) -> str | None:
    """Return what is wrong with a film, by its form or by the names that the database has; None where nothing is."""
    if changed.film is None:
        return "; ".join(changed.errors.values())
    try:
        served.films.forecast([changed.film], explain=False)
    except FieldError as error:
        return f"{error.value} {error.right}"
    except AyneError as error:
        return str(error)
    return None


@pages.get("/scenarios.csv")
async def scenarios(request: Request) -> Response:
    """Give the kept scenarios as a table, and the film beside them, which stands last."""
    scenarios = read_scenarios(request.query_params, MOST_SCENARIOS + 1)
    if not scenarios:
        raise HTTPException(422, "no scenario is kept: the address needs keep=…")
    rows = await workers_of(request).forecast(scenario_rows, served_of(request), scenarios)
    content = pl.DataFrame(rows, infer_schema_length=None).write_csv()
    headers = {"content-disposition": 'attachment; filename="scenarios.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


@pages.get("/about")
async def about(request: Request) -> Response:
    """Say how well the model does, and how programs ask it."""
    served = served_of(request)
    return rendered(request, served, "about", metrics=served.card["metrics"], api=request.app.openapi()["paths"],
                 base=str(request.base_url).rstrip("/"))  # fmt: skip


@pages.get("/login")
async def login(request: Request) -> Response:
    """Ask for the token."""
    return rendered(request, served_of(request), "login", wrong=False)


@pages.post("/login")
async def take_token(request: Request) -> Response:
    """Let a browser in that has the token; it carries a sign of it, not the token."""
    access: Access = request.app.state.access
    token = dict(parse_qsl((await request.body()).decode("utf-8", "replace"))).get("token", "")
    if not access.is_token(token):
        return rendered(request, served_of(request), "login", 401, wrong=True)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, access.cookie(), httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


@pages.get("/static/{name}")
async def static(name: str) -> Response:
    """Give a file of the page: one of a fixed list."""
    path = STATIC.get(name)
    if path is None:
        raise HTTPException(404, f"there is no {name}")
    return Response(path.read_bytes(), media_type=TYPES[path.suffix])


def _example(served: Served) -> dict[str, Any]:
    """Return what an empty form suggests: a day of next year."""
    return {"release_date": date(served.snapshot.year + 1, 5, 14).isoformat()}
