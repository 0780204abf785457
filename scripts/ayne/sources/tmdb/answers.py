"""What each answer of TMDB means.

Codes and their HTTP statuses: https://developer.themoviedb.org/docs/errors. The code decides where there is one,
because TMDB has sent errors under HTTP 200.
"""

from typing import Any

from ayne.core.readings import read_whole
from ayne.http_client.response import ApiResponse, Outcome

BY_CODE = {
    3: Outcome.UNAUTHORIZED,  # 401 authentication failed
    5: Outcome.BAD_REQUEST,  # 422 invalid parameters
    6: Outcome.TOMBSTONE,  # 404 invalid id
    7: Outcome.UNAUTHORIZED,  # 401 invalid key
    9: Outcome.RETRY,  # 503 service offline
    10: Outcome.UNAUTHORIZED,  # 401 suspended key
    11: Outcome.RETRY,  # 500 internal error
    15: Outcome.RETRY,  # 500 failed
    18: Outcome.BAD_REQUEST,  # 400 validation failed
    20: Outcome.BAD_REQUEST,  # 422 more than 14 days of changes
    21: Outcome.TOMBSTONE,  # 200 entry not found
    22: Outcome.BAD_REQUEST,  # 400 page out of 1..500
    23: Outcome.BAD_REQUEST,  # 400 invalid date
    24: Outcome.RETRY,  # 504 backend timed out
    25: Outcome.RETRY,  # 429 over the rate limit
    27: Outcome.BAD_REQUEST,  # 400 more than 20 appends
    34: Outcome.TOMBSTONE,  # 404 resource not found
    35: Outcome.UNAUTHORIZED,  # 401 invalid token
    43: Outcome.RETRY,  # 502 no connection to the backend
    44: Outcome.TOMBSTONE,  # 500 "The ID is invalid.": about this id, and no accident
    45: Outcome.UNAUTHORIZED,  # 403 user suspended
    46: Outcome.RETRY,  # 503 maintenance
    47: Outcome.BAD_REQUEST,  # 400 invalid input
}
BY_STATUS = {
    400: Outcome.BAD_REQUEST, 401: Outcome.UNAUTHORIZED, 403: Outcome.UNAUTHORIZED, 404: Outcome.TOMBSTONE,
    408: Outcome.RETRY, 422: Outcome.BAD_REQUEST, 429: Outcome.RETRY,
}  # fmt: skip


def classify(answer: ApiResponse) -> Outcome:
    """Classify an answer about one movie."""
    error = classify_error(answer)
    if error is not None:
        return error
    return Outcome.OK if "id" in answer.json else Outcome.RETRY


def classify_page(answer: ApiResponse) -> Outcome:
    """Classify a page of a list, which TMDB can neither lack nor have written badly."""
    error = classify_error(answer)
    if error is Outcome.TOMBSTONE:
        return Outcome.BAD_REQUEST
    if error is not None:
        return Outcome.RETRY if error is Outcome.UNREADABLE else error
    return Outcome.OK if is_page(answer.json) else Outcome.RETRY


def is_page(body: dict[str, Any]) -> bool:
    """Say whether an object is a page: a list, whatever stands in it, and how many pages and movies there are."""
    numbers = body.get("total_pages"), body.get("total_results")
    return isinstance(body.get("results"), list) and None not in map(read_whole, numbers)


def classify_error(answer: ApiResponse) -> Outcome | None:
    """Judge an error, whatever was asked; None for an object under HTTP 200 that is none."""
    body = answer.json
    if not isinstance(body, dict):
        return without_object(answer)
    code = body.get("status_code")
    if body.get("success") is not True and isinstance(code, int) and code in BY_CODE:
        return BY_CODE[code]
    if answer.status != 200:
        return by_status(answer.status)
    if "errors" in body:
        return Outcome.BAD_REQUEST  # {"errors": […]} is what older copies answer to a bad page
    return Outcome.RETRY if body.get("success") is False else None


def without_object(answer: ApiResponse) -> Outcome:
    """Judge a body that is no JSON object: a proxy's page, a cut-off answer, or a record that TMDB wrote badly."""
    if 300 <= answer.status < 400:
        return Outcome.BAD_REQUEST
    if answer.status == 200 and answer.is_whole:
        return Outcome.UNREADABLE
    return Outcome.RETRY


def by_status(status: int) -> Outcome:
    """Judge an error body without a code that we know."""
    return BY_STATUS.get(status, Outcome.RETRY if status >= 500 else Outcome.BAD_REQUEST)
