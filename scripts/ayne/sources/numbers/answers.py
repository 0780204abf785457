"""What The Numbers' answers mean, and what of them is kept: a page that is the movie's, or that there was none.

A wrong address gives a page of search results under HTTP 200, so that only the heading tells.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from ayne.http_client.response import ApiResponse, Outcome
from ayne.tables.numbers_pages import heading, page_text, page_values, why_no_movie

# Of the values of a page, those that settle in time.
STABLE_FIELDS = (
    *("Domestic Box Office", "International Box Office", "Worldwide Box Office", "Production Budget"),
    *("Opening Weekend", "Theater counts", "Domestic Releases"),
)
NO_PAGE = frozenset({400, 404, 410, 414})
FORBIDDEN = frozenset({401, 403})
ASK_AGAIN = frozenset({408, 429})
HTML_END = re.compile(rb"</html\s*>", re.IGNORECASE)
SHOWN_CHARACTERS = 80

type IsWanted = Callable[[str, str], bool]
"""Whether the page at an address with that heading is of a movie that the address is asked for."""


def classify(answer: ApiResponse, is_wanted: IsWanted) -> Outcome:
    """Classify an answer to the address of a movie page."""
    status = answer.status
    if status in ASK_AGAIN or status >= 500:
        return Outcome.RETRY
    if 300 <= status < 400:
        return Outcome.TOMBSTONE if leads_to_same_host(answer) else Outcome.UNAUTHORIZED
    if status in NO_PAGE:
        return Outcome.TOMBSTONE
    if status != 200:
        return Outcome.UNAUTHORIZED
    if HTML_END.search(answer.content) is None:
        return Outcome.RETRY
    return Outcome.OK if "html" in body_of(answer, is_wanted) else Outcome.TOMBSTONE


def body_of(answer: ApiResponse, is_wanted: IsWanted) -> dict[str, Any]:
    """Return what the journal keeps: `heading`, `values` and `html` of the movie's page, else why it is `missed`."""
    if answer.status != 200:
        return {"missed": f"HTTP {answer.status}" + (f" to {answer.location}" if answer.location else "")}
    try:
        html = page_text(answer.content)
    except UnicodeError as error:
        return {"missed": f"not in its charset: {error}"}
    page = LexborHTMLParser(html)
    title, values = heading(page), page_values(page)
    if not is_wanted(answer.url, title):
        return {"missed": f"its heading is {title[:SHOWN_CHARACTERS]!r}"}
    if reason := why_no_movie(page, values):
        return {"missed": reason}
    stable_fields = {label: values[label] for label in STABLE_FIELDS if label in values}
    return {"heading": title, "values": stable_fields, "html": html}


def stable_fields(body: Any) -> str | None:
    """Return what settles in a page; None where there was none."""
    return str(sorted(body["values"].items())) if isinstance(body, dict) and "html" in body else None


def classify_robots(answer: ApiResponse) -> Outcome:
    """Classify an answer to /robots.txt; one that is not there allows all, a forbidden one nothing."""
    if answer.status in ASK_AGAIN or answer.status >= 500:
        return Outcome.RETRY
    return Outcome.UNAUTHORIZED if 300 <= answer.status < 400 or answer.status in FORBIDDEN else Outcome.OK


def leads_to_same_host(answer: ApiResponse) -> bool:
    """Whether a redirect stays where it was asked; it is not followed there either."""
    before, after = urlsplit(answer.url), urlsplit(urljoin(answer.url, answer.location or ""))
    return (before.scheme, before.netloc) == (after.scheme, after.netloc)
