"""How faults are written on one line: `latency=50,movie.429=2:first1,reset:1%,omdb.quota:after1000`.

Each is `[PLACE.]NAME[=VALUE][:WHEN]`. PLACE is tmdb, omdb, movie, discover, changes, bls or sparql (Wikidata);
everywhere without one. WHEN is a share of the requests (`1%`), `firstN` (the first N to each record), `afterN` (all but
the first N of all), `onN` (the Nth only) or `ofN` (every request to the record with the id N); always without one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from ayne.api_server.replies import TMDB_ERRORS
from ayne.core.errors import ConfigError
from ayne.core.seeded_random import SeededRandom

# OMDb's own errors: message and HTTP status.
OMDB_ERRORS = {
    "quota": ("Request limit reached!", 401),
    "badkey": ("Invalid API key!", 401),
    "incorrect": ("Incorrect IMDb ID.", 200),
    "unknown": ("Error getting data.", 200),
    "notfound": ("Movie not found!", 200),
}
# Name: the value it has without one, None where it takes none.
FAULTS: Mapping[str, float | None] = {
    "latency": 50,  # milliseconds before every answer
    "429": -1,  # seconds of Retry-After; none sent if negative
    "500": None,
    "502": None,
    "503": None,
    "504": None,
    **{f"code{code}": None for code in TMDB_ERRORS},  # TMDB's own error, with its HTTP status
    "unsuccessful": None,  # "success": false under HTTP 200
    **dict.fromkeys(OMDB_ERRORS),
    "echo": None,  # a text in place of a body, which quotes the request, its key included
    "html": None,  # a proxy's page under HTTP 200
    "broken": None,  # a whole body that is not JSON, as OMDb writes some of its titles
    "short": None,  # half a body, with the length of a half
    "truncated": None,  # half a body, with the length of the whole, then the end of the connection
    "close": None,  # the end of the connection in place of an answer
    "reset": None,  # the same, rudely
    "stall": 3600,  # seconds of silence, then the end of the connection
    "403": None,  # the query service's refusal of a User-Agent that names no contact
    "timeout": None,  # half an answer under HTTP 200, then the trace of a time-out, as the query service sends it
    "timeout500": None,  # the trace alone, under HTTP 500
    "genid": None,  # an unknown value in the place of the first value of a SPARQL answer
    "repeated": None,  # the first row of a SPARQL answer twice
    "unlabelled": None,  # a SPARQL answer without the rows that hold a text in a language
    "duplicate": None,  # a page of a list that begins with the last movie of the page before
    "shifted": None,  # the same, as if the list had grown: its own last movie has gone to the next page
}
PLACES = ("tmdb", "omdb", "movie", "discover", "changes", "bls", "sparql")
# Those that are no part of TMDB.
APIS = ("omdb", "bls", "sparql")
ITEM = re.compile(r"(?:(?P<place>[a-z]+)\.)?(?P<name>\w+)(?:=(?P<value>[0-9.]+))?(?::(?P<when>\S+))?")
RECORD_ID = re.compile(r"\d+$")
WHEN = re.compile(r"(?P<share>[0-9.]+)%|(?P<word>first|after|on|of)(?P<count>\d+)")


@dataclass(frozen=True)
class Arrival:
    """A request as the server saw it: its API and list, its record, and its number in the order of arrival."""

    place: str
    record: str
    number: int
    """Counted from 1 over all requests to the places of the APIs."""
    number_of_record: int

    @property
    def record_id(self) -> int | None:
        """The digits at the end: 603 of `/3/movie/603`, 133093 of `/?i=tt0133093`; of a list its page."""
        digits = RECORD_ID.search(self.record)
        return None if digits is None else int(digits[0])


@dataclass(frozen=True)
class Fault:
    """One way to misbehave, and when to."""

    name: str
    value: float | None = None
    place: str | None = None
    word: str = "share"
    amount: float = 1.0

    def hits(self, arrival: Arrival, seed: str) -> bool:
        """Whether this request gets it; by chance from the seed and the request alone, whatever order they come in."""
        if self.place not in (None, arrival.place, arrival.place if arrival.place in APIS else "tmdb"):
            return False
        match self.word:
            case "first":
                return arrival.number_of_record <= self.amount
            case "after":
                return arrival.number > self.amount
            case "on":
                return arrival.number == self.amount
            case "of":
                return arrival.record_id == self.amount
        drawn_for = f"{seed} {arrival.record} {arrival.number_of_record}"
        return self.amount >= 1 or SeededRandom(crc32(drawn_for.encode())).chance(self.amount)


def parse_faults(spec: str) -> list[Fault]:
    """Read a line of faults; ConfigError names the one that makes no sense, and what would."""
    return [_fault(item.strip()) for item in spec.split(",") if item.strip()]


def _fault(item: str) -> Fault:
    match = ITEM.fullmatch(item)
    if match is None or match["name"] not in FAULTS:
        raise ConfigError(f"--faults {item!r}: no such fault; there are {', '.join(FAULTS)}")
    name, place, value = match["name"], match["place"], match["value"]
    if place not in (None, *PLACES):
        raise ConfigError(f"--faults {item!r}: no such place; there are {', '.join(PLACES)}")
    if value is not None and FAULTS[name] is None:
        raise ConfigError(f"--faults {item!r}: {name} takes no value")
    word, amount = _when(item, match["when"])
    return Fault(name, _number(item, value) if value else FAULTS[name], place, word, amount)


def _when(item: str, text: str | None) -> tuple[str, float]:
    if text is None:
        return "share", 1.0
    match = WHEN.fullmatch(text)
    if match is None:
        raise ConfigError(f"--faults {item!r}: {text!r} is not a time; write 5%, first2, after100, on7 or of603")
    if match["share"] is not None:
        return "share", _number(item, match["share"]) / 100
    return match["word"], int(match["count"])


def _number(item: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ConfigError(f"--faults {item!r}: {text!r} is not a number") from None
