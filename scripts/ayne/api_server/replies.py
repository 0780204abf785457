"""Errors and plain answers in the words of TMDB and OMDb."""

from typing import Any

import orjson
from starlette.responses import Response

# TMDB's own codes: HTTP status and message.
TMDB_ERRORS = {
    3: (401, "Authentication failed: You do not have permissions to access the service."),
    5: (422, "Invalid parameters: Your request parameters are incorrect."),
    6: (404, "Invalid id: The pre-requisite id is invalid or not found."),
    7: (401, "Invalid API key: You must be granted a valid key."),
    9: (503, "Service offline: This service is temporarily offline, try again later."),
    10: (401, "Suspended API key: Access to your account has been suspended, contact TMDB."),
    11: (500, "Internal error: Something went wrong, contact TMDB."),
    15: (500, "Failed."),
    18: (400, "Validation failed."),
    20: (422, "Invalid date range: Should be a range no longer than 14 days."),
    21: (200, "Entry not found: The item you are trying to edit cannot be found."),
    22: (400, "Invalid page: Pages start at 1 and max at 500. They are expected to be an integer."),
    23: (400, "Invalid date: Format needs to be YYYY-MM-DD."),
    24: (504, "Your request to the backend server timed out. Try again."),
    25: (429, "Your request count (#) is over the allowed limit of (40)."),
    27: (400, "Too many append to response objects: The maximum number of remote calls is 20."),
    34: (404, "The resource you requested could not be found."),
    35: (401, "Invalid token."),
    43: (502, "Couldn't connect to the backend server."),
    44: (500, "The ID is invalid."),
    45: (403, "This user has been suspended."),
    46: (503, "The API is undergoing maintenance. Try again later."),
    47: (400, "The input is not valid."),
}


class TmdbError(Exception):
    """Ends a request with one of TMDB's error codes."""

    def __init__(self, code: int) -> None:
        """Keep the code."""
        super().__init__(TMDB_ERRORS[code][1])
        self.code = code


def tmdb_answer(body: bytes, status: int = 200) -> Response:
    """Return a body of TMDB as it stands."""
    return Response(body, status, media_type="application/json;charset=utf-8")


def tmdb_json(body: dict[str, Any]) -> Response:
    """Return a body of TMDB."""
    return tmdb_answer(orjson.dumps(body))


def tmdb_error(code: int) -> Response:
    """Return TMDB's error body and HTTP status for one of its codes."""
    status, message = TMDB_ERRORS[code]
    return tmdb_answer(orjson.dumps({"success": False, "status_code": code, "status_message": message}), status)


def omdb_answer(body: bytes, status: int = 200) -> Response:
    """Return a body of OMDb as it stands, JSON or not."""
    return Response(body, status, media_type="application/json; charset=utf-8")


def omdb_error(message: str, status: int = 200) -> Response:
    """Return OMDb's error body; most of them come with HTTP 200."""
    return omdb_answer(orjson.dumps({"Response": "False", "Error": message}), status)
