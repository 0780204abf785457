"""Errors as `application/problem+json` (RFC 9457): field, value, and what would be right; never a traceback."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from ayne.core.errors import AyneError, FieldError
from ayne.core.logging import get_logger
from ayne.forecasts.film import Film, explain

logger = get_logger("serve")
MEDIA_TYPE = "application/problem+json"
# Of a value that is told back.
VALUE_LENGTH = 200
FOR_PROGRAMS = ("/api/", "/health", "/openapi.json")


def problem(
    status: int, detail: str, errors: Sequence[Mapping[str, Any]] = (), headers: Mapping[str, str] | None = None
) -> Response:
    """Return the answer that says what is wrong."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": printable(detail),
            "errors": list(errors)}  # fmt: skip
    return Response(orjson.dumps(body), status, dict(headers or {}), MEDIA_TYPE)


def add_problems(app: FastAPI, page: Callable[[Request, int, str], Response]) -> None:
    """Have the app answer every error as a problem, and as a `page` whoever reads pages."""
    app.state.error_page = page
    app.add_exception_handler(RequestValidationError, _of_validation)  # type: ignore[arg-type]
    app.add_exception_handler(AyneError, _of_data)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, _of_http)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, _of_bug)


def of_field(error: FieldError) -> dict[str, Any]:
    """Return the entry of one wrong field."""
    return {"field": error.field, "value": shown(error.value), "right": printable(error.right)}


def of_details(details: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return an entry for each value that Pydantic found wrong."""
    entries = [_entry(detail) for detail in details]
    return list({entry["field"]: entry for entry in reversed(entries)}.values())[::-1]


def shown(value: Any) -> str:
    """Return a value as short text that every encoding can hold."""
    return printable(value if isinstance(value, str) else repr(value))[:VALUE_LENGTH]


def printable(text: str) -> str:
    """Return text without halves of characters, which no encoding can hold."""
    return text.encode("utf-8", "replace").decode()


def _entry(detail: Mapping[str, Any]) -> dict[str, Any]:
    place = [str(part) for part in detail["loc"] if part not in ("body", "query", "path")]
    fields = [part for part in place if part in Film.model_fields]
    if fields and not place[-1].isdigit():
        # Beyond a field stand only the kinds that its value is none of.
        place = place[: place.index(fields[-1]) + 1]
    right = explain(fields[-1], detail) if fields else str(detail["msg"])
    if place and detail["type"] == "extra_forbidden":
        right = explain(place[-1], detail) if "film" in place[0] else f"{place[-1]} is not a field here"
    return {"field": printable(".".join(place)), "value": shown(detail.get("input")), "right": printable(right)}


def _answer(
    request: Request, status: int, detail: str, errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    if "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(FOR_PROGRAMS):
        page: Response = request.app.state.error_page(request, status, printable(detail))
        return page
    return problem(status, detail, errors, headers)


async def _of_validation(request: Request, error: RequestValidationError) -> Response:
    entries = of_details(error.errors())
    return _answer(request, 422, "; ".join(entry["right"] for entry in entries[:3]), entries)


async def _of_data(request: Request, error: AyneError) -> Response:
    return _answer(request, 422, str(error), [of_field(error)] if isinstance(error, FieldError) else [])


async def _of_http(request: Request, error: HTTPException) -> Response:
    # Starlette's own words for a path that there is not are those of the status
    nowhere = error.status_code == HTTPStatus.NOT_FOUND and error.detail == HTTPStatus.NOT_FOUND.phrase
    detail = f"there is nothing at {request.url.path}" if nowhere else str(error.detail)
    return _answer(request, error.status_code, detail, headers=error.headers)


async def _of_bug(request: Request, error: Exception) -> Response:
    logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return _answer(request, 500, "the server failed to answer; its log says why")
