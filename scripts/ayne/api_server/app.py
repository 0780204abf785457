"""The ASGI app: one host that answers as TMDB below `/3/` and as OMDb at `/`, for a simulated world or an archive.

Below `/publicAPI/` it answers as the Bureau of Labor Statistics does, for consumer prices, and at `/sparql` as
Wikidata's query service.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ayne.api_server.bls_api import BlsApi
from ayne.api_server.catalogue import Catalogue
from ayne.api_server.omdb_api import OmdbApi
from ayne.api_server.replies import tmdb_error
from ayne.api_server.tmdb_api import TmdbApi
from ayne.api_server.wikidata_api import SPARQL_PATH, WikidataApi


def create_app(
    catalogue: Catalogue,
    *,
    tmdb_key: str,
    omdb_key: str,
    today: date | None = None,
    omdb_limit: int | None = None,
    wikidata_files: Iterable[Path] = (),
) -> Starlette:
    """Return the app; `omdb_limit` ends OMDb's answers, `wikidata_files` are the triples that Wikidata has.

    `today` (else the clock's day, UTC) dates TMDB's changes, and is the day up to which prices are published.
    """
    day = today or datetime.now(UTC).date()
    tmdb = TmdbApi(catalogue, day)
    omdb = OmdbApi(catalogue, omdb_key, omdb_limit)
    bls = BlsApi(day)
    wikidata = WikidataApi(wikidata_files)

    async def answer_tmdb(request: Request) -> Response:
        path: str = request.path_params["path"]
        # TMDB asks for the key before it looks at the path: even nonsense answers 401.
        if tmdb_key not in _keys(request):
            return tmdb_error(7)
        return tmdb.answer(path.removeprefix("3/"), request.query_params) if path.startswith("3/") else tmdb_error(34)

    async def answer_omdb(request: Request) -> Response:
        return omdb.answer(request.query_params)

    async def answer_bls(request: Request) -> Response:
        return bls.answer(request.url.path.lstrip("/"))

    async def answer_wikidata(request: Request) -> Response:
        parameters = (
            dict(parse_qsl((await request.body()).decode())) if request.method == "POST" else request.query_params
        )
        return wikidata.answer(parameters.get("query", ""), request.headers.get("user-agent", ""))

    routes = [
        Route("/", answer_omdb),
        Route(SPARQL_PATH, answer_wikidata, methods=["GET", "POST"]),
        Route("/publicAPI/{path:path}", answer_bls),
        Route("/{path:path}", answer_tmdb),
    ]
    return Starlette(routes=routes)


def _keys(request: Request) -> set[str | None]:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return {token if scheme.lower() == "bearer" else None, request.query_params.get("api_key")}
