"""The pages of what the database knows: movies, those to come, and who made them."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from ayne.horizons.cells import AFTER
from ayne.horizons.film_amounts import NAMES, WHEN
from ayne.questions.answer import SOURCE_NAMES
from ayne.serve import browse
from ayne.serve.api_routes import Limit, Offset, record_of, served_of, workers_of
from ayne.serve.page_templates import rendered

ON_MONDAYS = {horizon: WHEN[horizon] for horizon in AFTER}
Part = Annotated[str | None, Query(max_length=200)]
browse_pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@browse_pages.get("/upcoming")
async def upcoming(request: Request) -> Response:
    """Movies in cinemas, then those that are not out yet, month by month."""
    served = served_of(request)
    months: dict[str, list[Any]] = {}
    for row in browse.upcoming_rows(served):
        in_cinemas = row["horizon"] in AFTER
        months.setdefault("In cinemas" if in_cinemas else f"{row['release_date']:%B %Y}", []).append(row)
    return rendered(request, served, "upcoming", months=months, whens=ON_MONDAYS)


@browse_pages.get("/movies")
async def movies(
    request: Request, title: Part = None, year: Part = None, person: Part = None, limit: Limit = 50, offset: Offset = 0
) -> Response:
    """Search movies."""
    served = served_of(request)
    number = int(year) if year and year.isdigit() and len(year) == 4 else None
    wanted = (title or None, number, person or None)
    listing = await workers_of(request).look_up(browse.movies, served, *wanted, limit, offset)
    search = {"title": title or "", "year": year or "", "person": person or ""}
    return rendered(request, served, "movies", listing=listing, search=search)


@browse_pages.get("/movies/{movie_id}")
async def movie(request: Request, movie_id: int) -> Response:
    """One movie: facts, sources, conflicts, forecast and outcome."""
    served = served_of(request)
    row = await record_of(request, served, "movie", movie_id)
    evaluated = await workers_of(request).look_up(browse.evaluated, served, movie_id)
    return rendered(
        request,
        served,
        "movie",
        movie=row,
        evaluated=evaluated,
        sources=SOURCE_NAMES,
        whens=ON_MONDAYS,
        names=NAMES,
        desk_link=f"/?{urlencode(browse.as_form(row))}",
    )


@browse_pages.get("/movies/{movie_id}/lineage")
async def lineage(request: Request, movie_id: int) -> Response:
    """Where all that is known of one movie comes from."""
    served = served_of(request)
    row = await record_of(request, served, "movie", movie_id)
    sections = await workers_of(request).look_up(browse.lineage, served, movie_id)
    return rendered(
        request, served, "lineage", sections=sections, movie_id=movie_id, title=row["title"] or "Untitled",
    )  # fmt: skip


@browse_pages.get("/people")
async def people(request: Request, name: Part = None, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Search people."""
    served = served_of(request)
    listing = browse.people(served, name or "", None, limit, offset) if name else None
    return rendered(request, served, "people", listing=listing, name=name or "")


@browse_pages.get("/people/{person_id}")
async def person(request: Request, person_id: str) -> Response:
    """One person's record."""
    served = served_of(request)
    record = await record_of(request, served, "person", person_id)
    return rendered(request, served, "record", record=record, what="person")


@browse_pages.get("/companies")
async def companies(request: Request, name: Part = None, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Search companies."""
    served = served_of(request)
    listing = browse.companies(served, name or "", limit, offset) if name else None
    return rendered(request, served, "companies", listing=listing, name=name or "")


@browse_pages.get("/companies/{company_id}")
async def company(request: Request, company_id: int) -> Response:
    """One company's record."""
    served = served_of(request)
    record = await record_of(request, served, "company", company_id)
    return rendered(request, served, "record", record=record, what="company")
