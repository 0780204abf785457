"""Which pages are there, and which addresses are to be asked, the most wanted movies first."""

from collections.abc import Iterator
from datetime import date

from ayne.collection.journal import Journal
from ayne.collection.refresh_classes import Refresh
from ayne.collection.refresh_plan import RefreshPlan
from ayne.collection.worker import Request
from ayne.sources.numbers.movies import Addresses, MoviePage


class Wanted:
    """The movies, and what one journal has of them as of a snapshot."""

    def __init__(self, addresses: Addresses, journal: Journal, refresh: Refresh, snapshot: date) -> None:
        """`journal` is open."""
        self._addresses, self._journal = addresses, journal
        # Every request has its release date, so that the year counts for none.
        self._plan = RefreshPlan(journal, refresh, snapshot.year, snapshot)
        self._headings: dict[tuple[str, int], str] = {}

    def page(self, movie: MoviePage) -> Request | None:
        """Return the request whose newest answer is the movie's page; None where there is no page of it."""
        return next((request for request in self._addresses.requests(movie) if self._has(request, movie)), None)

    def pages(self) -> dict[str, Request]:
        """Return the request of every page that is there, by the last part of its address."""
        pages = (self.page(movie) for movie in self._addresses.movies)
        return {str(request.id): request for request in pages if request is not None}

    def due(self, movie: MoviePage) -> list[Request]:
        """Return what may have to be asked about a movie: its page if that is too old, else all addresses that are."""
        page = self.page(movie)
        requests = self._addresses.requests(movie) if page is None else [page]
        return [request for request in requests if self._plan.is_due(request)]

    def to_ask(self) -> Iterator[Request]:
        """Yield what is due: movies never asked about first; then by votes, the newest before older ones.

        Of a movie's addresses none after its page: the answer to each must be in the journal before the next is taken.
        """
        for movie in sorted(self._addresses.movies, key=self._order):
            for request in self.due(movie):
                yield request
                if self.page(movie) is not None:
                    break

    def n_movies_due(self) -> int:
        """Count the movies to ask about, each of which takes a request at least."""
        return sum(bool(self.due(movie)) for movie in self._addresses.movies)

    def n_movies_missed(self) -> int:
        """Count the movies none of whose addresses had their page, and that are not due again yet."""
        return sum(self.page(movie) is None and not self.due(movie) for movie in self._addresses.movies)

    def most_requests(self) -> list[Request]:
        """Return every request that may have to be sent, each address once."""
        by_url = {request.url: request for movie in self._addresses.movies for request in self.due(movie)}
        return list(by_url.values())

    def answered(self) -> Request | None:
        """Return a request that brought a page."""
        return next(iter(self.pages().values()), None)

    def _order(self, movie: MoviePage) -> tuple[bool, int, int, int]:
        is_known = any(request.url in self._journal for request in self._addresses.requests(movie))
        return is_known, -movie.votes, -movie.released.toordinal(), movie.tmdb_id

    def _has(self, request: Request, movie: MoviePage) -> bool:
        newest = self._journal.newest(request.url)
        if newest is None or newest.fingerprint is None:
            return False
        place = request.url, newest.offset
        if place not in self._headings:
            self._headings[place] = self._journal.read(request.url)["body"]["heading"]
        return movie.has_heading(self._headings[place])
