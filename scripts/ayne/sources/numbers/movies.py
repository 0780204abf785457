"""The movies whose pages are wanted, from TMDB's raw files, and the addresses that each page may have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ayne.collection.collect_year import movies
from ayne.collection.worker import Request
from ayne.core.errors import DataError
from ayne.core.readings import read_day, read_number, read_whole
from ayne.http_client.response import ApiResponse, Outcome
from ayne.sources.numbers.answers import body_of, classify
from ayne.sources.numbers.titles import is_about, slugs


@dataclass(frozen=True)
class MoviePage:
    """What tells a movie's page: its titles, of which the first makes the address, and its release; and its votes."""

    tmdb_id: int
    titles: tuple[str, ...]
    released: date
    votes: int = 0

    def has_heading(self, heading: str) -> bool:
        """Whether a page with this heading is of the movie."""
        return is_about(heading, self.titles, self.released.year)


def read_movies(raw: Path, years: Iterable[int], snapshot: date) -> list[MoviePage]:
    """Return the movies of TMDB's raw files that have a title and are out by the snapshot; DataError without a file."""
    files = [path for year in years if (path := raw / f"{year}.jsonl.gz").exists()]
    if not files:
        raise DataError(
            f"{raw}: no movies of these years; they are collected by: uv run snakemake --cores 8 data/movies.duckdb"
        )
    all_movies = (movie_of(body) for path in files for body in movies(path))
    return [movie for movie in all_movies if movie is not None and movie.released <= snapshot]


def movie_of(body: dict[str, Any]) -> MoviePage | None:
    """Return the movie of a TMDB body; None without a title or a date."""
    tmdb_id, released = read_whole(body["id"]), read_day(body.get("release_date"))
    titles = tuple(str(body[name]) for name in ("title", "original_title") if body.get(name))
    if tmdb_id is None or released is None or not titles:
        return None
    return MoviePage(tmdb_id, titles, released, int(read_number(body.get("vote_count"))))


class Addresses:
    """Where the movies' pages may be; two movies of one title share an address."""

    def __init__(self, movies: Iterable[MoviePage], base_url: str) -> None:
        """`base_url` has no slash at its end."""
        self.base_url, self.movies = base_url, list(movies)
        self._asked_for: dict[str, list[MoviePage]] = {}
        for movie in self.movies:
            for request in self.requests(movie):
                self._asked_for.setdefault(request.url, []).append(movie)

    def requests(self, movie: MoviePage) -> list[Request]:
        """Return a request for each address that a movie's page may have, the likelier one first."""
        return [
            Request(slug, f"{self.base_url}/movie/{slug}", movie.released, movie.votes)
            for slug in slugs(movie.titles[0], movie.released.year)
        ]

    def is_wanted(self, url: str, heading: str) -> bool:
        """Whether a page's heading is of one of the movies that its address is asked for."""
        return any(movie.has_heading(heading) for movie in self._asked_for[url])

    def classify(self, answer: ApiResponse) -> Outcome:
        """Classify an answer."""
        return classify(answer, self.is_wanted)

    def body(self, answer: ApiResponse) -> dict[str, Any]:
        """Return what of an answer is kept."""
        return body_of(answer, self.is_wanted)
