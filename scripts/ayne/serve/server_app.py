"""The application: its routes, what guards them, and the server that listens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from ayne.serve.access import Access
from ayne.serve.api_routes import api, open_api
from ayne.serve.browse_routes import browse_pages
from ayne.serve.guard import Guard, ServerLimits
from ayne.serve.page_routes import pages
from ayne.serve.page_templates import error_page
from ayne.serve.problems import add_problems
from ayne.serve.study_state import StudyState, refreshing
from ayne.serve.work import Workers

REFRESH_SECONDS = 2.0
# Until the first line of a request must be there, and its headers.
HEAD_SECONDS = 10.0
CONNECTIONS = 500
ABOUT = """
What a film will earn worldwide, by the published model of a study, with intervals, reasons and similar past movies.
A what-if is *films like this one, with that changed*, not what the change causes.
Every answer carries an ETag of model and data; errors are `application/problem+json`.
"""


def create_app(state: StudyState, access: Access | None = None, limits: ServerLimits | None = None) -> ASGIApp:
    """Return the application on a study, with everything that guards it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:  # noqa: ARG001
        with refreshing(state, REFRESH_SECONDS):
            yield

    app = FastAPI(
        title="AYNE", version=version("ayne"), description=ABOUT, docs_url=None, redoc_url=None, lifespan=lifespan
    )
    app.state.study, app.state.workers, app.state.access = state, Workers(), access or Access(None)
    app.include_router(open_api)
    app.include_router(api)
    app.include_router(pages)
    app.include_router(browse_pages)
    add_problems(app, error_page)
    return Guard(app, app.state.access, limits or ServerLimits(), lambda: state.served.etag)


class ImpatientProtocol(H11Protocol):
    """Closes a connection whose client does not get to the end of a request's head in time."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._impatience = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._impatience.cancel()
        super().connection_lost(exc)

    def _give_up(self) -> None:
        if self.cycle is None:
            self.transport.close()


def server_on(app: ASGIApp, **options: Any) -> uvicorn.Server:
    """Return a server that has not begun."""
    config = uvicorn.Config(
        app,
        http=ImpatientProtocol,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=65_536,
        **options,
    )
    return uvicorn.Server(config)
