"""What each answer of TMDB means.

Codes and their HTTP statuses: https://developer.themoviedb.org/docs/errors. The code decides where there is one,
because TMDB has sent errors under HTTP 200.
"""

from ayne.collection.answer import Answer, Meaning

BY_CODE = {
    3: Meaning.STOP,  # 401 authentication failed
    5: Meaning.BUG,  # 422 invalid parameters
    6: Meaning.TOMBSTONE,  # 404 invalid id
    7: Meaning.STOP,  # 401 invalid key
    9: Meaning.RETRY,  # 503 service offline
    10: Meaning.STOP,  # 401 suspended key
    11: Meaning.RETRY,  # 500 internal error
    15: Meaning.RETRY,  # 500 failed
    18: Meaning.BUG,  # 400 validation failed
    20: Meaning.BUG,  # 422 more than 14 days of changes
    21: Meaning.TOMBSTONE,  # 200 entry not found
    22: Meaning.BUG,  # 400 page out of 1..500
    23: Meaning.BUG,  # 400 invalid date
    24: Meaning.RETRY,  # 504 backend timed out
    25: Meaning.RETRY,  # 429 over the rate limit
    27: Meaning.BUG,  # 400 more than 20 appends
    34: Meaning.TOMBSTONE,  # 404 resource not found
    35: Meaning.STOP,  # 401 invalid token
    43: Meaning.RETRY,  # 502 no connection to the backend
    44: Meaning.TOMBSTONE,  # 500 "The ID is invalid.": about this id, and no accident
    45: Meaning.STOP,  # 403 user suspended
    46: Meaning.RETRY,  # 503 maintenance
    47: Meaning.BUG,  # 400 invalid input
}
BY_STATUS = {
    400: Meaning.BUG,
    401: Meaning.STOP,
    403: Meaning.STOP,
    404: Meaning.TOMBSTONE,
    408: Meaning.RETRY,
    422: Meaning.BUG,
    429: Meaning.RETRY,
}
PAGE_KEYS = {"results", "total_pages", "total_results"}


def meaning(answer: Answer) -> Meaning:
    """Return the one meaning of an answer about one movie."""
    error = meaning_of_error(answer)
    if error is not None:
        return error
    return Meaning.OK if "id" in answer.json else Meaning.RETRY


def page_meaning(answer: Answer) -> Meaning:
    """Return the one meaning of a page of a list, which TMDB can neither lack nor have written badly."""
    error = meaning_of_error(answer)
    if error is Meaning.TOMBSTONE:
        return Meaning.BUG
    if error is not None:
        return Meaning.RETRY if error is Meaning.UNREADABLE else error
    return Meaning.OK if answer.json.keys() >= PAGE_KEYS else Meaning.RETRY


def meaning_of_error(answer: Answer) -> Meaning | None:
    """Judge an error, whatever was asked; None for an object under HTTP 200 that is none."""
    body = answer.json
    if not isinstance(body, dict):
        return without_object(answer)
    if body.get("success") is not True and body.get("status_code") in BY_CODE:
        return BY_CODE[body["status_code"]]
    if answer.status != 200:
        return by_status(answer.status)
    if "errors" in body:
        return Meaning.BUG  # {"errors": […]} is what older copies answer to a bad page
    return Meaning.RETRY if body.get("success") is False else None


def without_object(answer: Answer) -> Meaning:
    """Judge a body that is no JSON object: a proxy's page, a cut-off answer, or a record that TMDB wrote badly."""
    if 300 <= answer.status < 400:
        return Meaning.BUG
    if answer.status == 200 and answer.is_whole:
        return Meaning.UNREADABLE
    return Meaning.RETRY


def by_status(status: int) -> Meaning:
    """Judge an error body without a code that we know."""
    return BY_STATUS.get(status, Meaning.RETRY if status >= 500 else Meaning.BUG)
