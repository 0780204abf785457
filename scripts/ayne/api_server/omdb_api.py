"""OMDb's API, as far as a collector of movies asks it: one title by its IMDb id."""

import re
from collections.abc import Mapping

from starlette.responses import Response

from ayne.api_server.catalogue import Catalogue
from ayne.api_server.replies import omdb_answer, omdb_error

IMDB_ID = re.compile(r"tt\d{7,}")


class OmdbApi:
    """Answers for one catalogue, `limit` requests with the right key at most (None: any number)."""

    def __init__(self, catalogue: Catalogue, key: str, limit: int | None = None) -> None:
        """Keep the catalogue."""
        self._titles, self._unknown = catalogue.titles, catalogue.unknown_title
        self._key = key
        self._left = limit

    def answer(self, query: Mapping[str, str]) -> Response:
        """Answer `?i=`; most errors come with HTTP 200, those about the key and the limit with 401."""
        key = query.get("apikey")
        if not key:
            return omdb_error("No API key provided.", 401)
        if key != self._key:
            return omdb_error("Invalid API key!", 401)
        if self._left == 0:
            return omdb_error("Request limit reached!", 401)
        if self._left is not None:
            self._left -= 1
        return self._title(query.get("i", ""))

    def _title(self, imdb_id: str) -> Response:
        if not IMDB_ID.fullmatch(imdb_id):
            return omdb_error("Incorrect IMDb ID.")
        body = self._titles.get(imdb_id)
        return omdb_error(self._unknown) if body is None else omdb_answer(body)
