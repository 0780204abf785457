"""Wikidata's query service: SPARQL over N-Triples, executed by an engine of its own, with the service's rules.

A client must say in its User-Agent who it is and how to reach whoever runs it, and is turned away otherwise.
"""

from collections.abc import Iterable
from functools import cached_property
from gzip import open as open_gzip
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    import pyoxigraph

SPARQL_PATH = "/sparql"
RESULTS = "application/sparql-results+json"
TURNED_AWAY = "Please set a user-agent and respect our robot policy https://w.wiki/4wJS"
# What a User-Agent that names a contact has in it: an e-mail address or a page.
CONTACTS = ("@", "http://", "https://")


class WikidataApi:
    """Answers from the triples of some files (`.nt.gz`), which are read when first asked."""

    def __init__(self, files: Iterable[Path]) -> None:
        """Read nothing yet."""
        self._files = list(files)

    @cached_property
    def _store(self) -> "pyoxigraph.Store":
        import pyoxigraph

        store = pyoxigraph.Store()
        for path in self._files:
            with open_gzip(path, "rb") as triples:
                store.bulk_load(input=cast("IO[bytes]", triples), format=pyoxigraph.RdfFormat.N_TRIPLES)
        return store

    def answer(self, query: str, user_agent: str) -> Response:
        """Return the answer to a query, as JSON."""
        import pyoxigraph

        if not any(sign in user_agent for sign in CONTACTS):
            return PlainTextResponse(TURNED_AWAY, 403)
        try:
            results = self._store.query(query)
        except SyntaxError as error:
            return PlainTextResponse(f"SPARQL-QUERY: queryStr={query}\nMalformedQueryException: {error}", 400)
        if not isinstance(results, pyoxigraph.QuerySolutions):
            return PlainTextResponse("only SELECT is answered here", 400)
        return Response(results.serialize(format=pyoxigraph.QueryResultsFormat.JSON), media_type=RESULTS)
