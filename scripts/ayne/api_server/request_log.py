"""What the server saw: every request, with its time, read at `/_requests`, forgotten by DELETE."""

import time
from collections import Counter
from typing import Any
from urllib.parse import parse_qsl, urlencode

from ayne.api_server.fault_spec import Arrival

REQUEST_LOG_PATH = "/_requests"
KEY_NAMES = {"api_key", "apikey"}


class RequestLog:
    """The log of one server; keys are left out."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self.forget()

    def forget(self) -> None:
        """Start with an empty log."""
        self._records: list[str] = []
        self.times: list[float] = []
        self._counts: Counter[str] = Counter()
        self.n_connections = 0
        self.faults: Counter[str] = Counter()

    def note(self, scope: Any, body: bytes = b"") -> Arrival:
        """Enter a request, and say which it is."""
        self.times.append(time.monotonic())
        place, record = place_and_record(scope["path"], scope["query_string"].decode(), body)
        self._records.append(record)
        self._counts[record] += 1
        return Arrival(place, record, len(self._records), self._counts[record])

    def summary(self) -> dict[str, Any]:
        """Return number, counts by record and by fault, and the seconds of every arrival from the first one."""
        first_s = self.times[0] if self.times else 0.0
        return {
            "requests": len(self._records),
            "connections": self.n_connections,
            "by_record": dict(self._counts),
            "by_fault": dict(self.faults),
            "records": self._records,
            "times_s": [round(seconds - first_s, 6) for seconds in self.times],
        }


def place_and_record(path: str, query: str, body: bytes = b"") -> tuple[str, str]:
    """Name what was asked: `movie`, `/3/movie/603`; `omdb`, `/?i=tt0133093`; pages of lists with their whole query.

    A SPARQL query goes by the comment on its first line.
    """
    parts = path.strip("/").split("/")
    if parts[:2] == ["3", "movie"] and parts[2:] != ["changes"]:
        return "movie", path
    parameters = [(name, value) for name, value in parse_qsl(query) if name not in KEY_NAMES]
    if parts == [""]:
        return "omdb", f"/?{urlencode([pair for pair in parameters if pair[0] == 'i'])}"
    if parts == ["sparql"]:
        sparql = dict([*parameters, *parse_qsl(body.decode())]).get("query", "")
        return "sparql", f"{path} {sparql.partition('\n')[0]}"
    if parts[0] == "publicAPI":
        return "bls", path
    place = {"discover": "discover", "movie": "changes"}.get(parts[1] if len(parts) > 1 else "", "tmdb")
    return place, f"{path}?{urlencode(parameters)}"
