"""What each answer of Wikidata's query service means, and its rows.

A time-out can come as HTTP 200: JSON cut off, then the query and a stack trace. Such a body, and one that just ends, is
no answer; only what can be parsed to its end is.
"""

from typing import Any

from ayne.http_client.response import ApiResponse, Outcome
from ayne.sources.wikidata.statements import Binding

# Blazegraph's exception, and QLever's words.
TIMED_OUT = ("TimeoutException", "timed out", "QueryTimeout")
TIMED_OUT_SHOWN = 20_000
BY_STATUS = {
    400: Outcome.BAD_REQUEST, 401: Outcome.UNAUTHORIZED, 403: Outcome.UNAUTHORIZED, 404: Outcome.BAD_REQUEST,
    405: Outcome.BAD_REQUEST, 408: Outcome.RETRY, 414: Outcome.BAD_REQUEST, 429: Outcome.RETRY,
}  # fmt: skip


def classify(response: ApiResponse) -> Outcome:
    """Return the one outcome of an answer."""
    if response.status == 200 and has_rows(response.json):
        return Outcome.OK
    if response.status in (200, 500, 504) and says_timed_out(response):
        return Outcome.TOO_LARGE
    if response.status == 200:
        return Outcome.RETRY
    return BY_STATUS.get(response.status, Outcome.RETRY if response.status >= 500 else Outcome.BAD_REQUEST)


def has_rows(body: Any) -> bool:
    """Whether a body is SPARQL's JSON."""
    return (
        isinstance(body, dict)
        and isinstance(body.get("results"), dict)
        and isinstance(body["results"].get("bindings"), list)
    )


def says_timed_out(response: ApiResponse) -> bool:
    """Whether the end of a body tells of a time-out; a label of a movie may do so anywhere else."""
    end = response.text[-TIMED_OUT_SHOWN:]
    return any(words in end for words in TIMED_OUT)


def rows_of(response: ApiResponse) -> list[Binding]:
    """Return the rows of an answer."""
    rows: list[Binding] = response.json["results"]["bindings"]
    return rows
