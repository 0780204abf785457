"""TMDB's `/discover/movie`: which movies a query finds, in which order, twenty a page."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from operator import eq, ge, le
from typing import Any

from ayne.api_server.catalogue import StoredMovie
from ayne.api_server.replies import TmdbError

PAGE_SIZE = 20
LAST_PAGE = 500
Test = Callable[[StoredMovie], bool]

SORT_KEYS: dict[str, Callable[[StoredMovie], Any]] = {
    "original_title": lambda movie: movie.entry.get("original_title") or "",
    "popularity": lambda movie: movie.entry.get("popularity") or 0,
    "revenue": lambda movie: movie.revenue,
    "primary_release_date": lambda movie: movie.entry.get("release_date") or "",
    "title": lambda movie: movie.entry.get("title") or "",
    "vote_average": lambda movie: movie.entry.get("vote_average") or 0,
    "vote_count": lambda movie: movie.entry.get("vote_count") or 0,
}
NUMBERS: dict[str, Callable[[StoredMovie], Any]] = {
    "vote_count": lambda movie: movie.entry.get("vote_count") or 0,
    "vote_average": lambda movie: movie.entry.get("vote_average") or 0,
    "with_runtime": lambda movie: movie.runtime,
}
BOUNDS = {"gte": ge, "lte": le}


def find_movies(movies: Mapping[int, StoredMovie], query: Mapping[str, str]) -> list[StoredMovie]:
    """Return what a query finds, in its order; movies that tie stand by id.

    As TMDB does with what it does not know, parameters that no test below reads are passed over.
    """
    tests = list(_tests(query))
    key, descending = _order(query.get("sort_by", "popularity.desc"))
    chosen = [movies[movie_id] for movie_id in sorted(movies) if all(test(movies[movie_id]) for test in tests)]
    return sorted(chosen, key=key, reverse=descending)


def page_number(query: Mapping[str, str]) -> int:
    """Return the page asked for; pages outside 1 to 500 are refused."""
    text = query.get("page", "1")
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LAST_PAGE):
        raise TmdbError(22)
    return int(text)


def page_body(chosen: list[StoredMovie], page: int) -> dict[str, Any]:
    """Return one page; `total_pages` counts beyond the last page that may be asked for."""
    return {
        "page": page,
        "results": [movie.entry for movie in chosen[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]],
        "total_pages": -(-len(chosen) // PAGE_SIZE),
        "total_results": len(chosen),
    }


def _order(sort_by: str) -> tuple[Callable[[StoredMovie], Any], bool]:
    name, _, direction = sort_by.partition(".")
    if name not in SORT_KEYS or direction not in {"asc", "desc"}:
        raise TmdbError(5)
    return SORT_KEYS[name], direction == "desc"


def _tests(query: Mapping[str, str]) -> Iterator[Test]:
    for name in ("adult", "video"):
        if query.get(f"include_{name}", "false") != "true":
            yield lambda movie, name=name: not movie.entry.get(name)  # type: ignore[misc]
    for bound, compare in BOUNDS.items():
        yield from _bound_tests(query, bound, compare)
    yield from _word_tests(query)


def _bound_tests(query: Mapping[str, str], bound: str, compare: Callable[[Any, Any], bool]) -> Iterator[Test]:
    if day := query.get(f"primary_release_date.{bound}"):
        yield _date_test(_day(day), compare)
    for name, value in NUMBERS.items():
        if limit := query.get(f"{name}.{bound}"):
            yield _number_test(value, compare, _number(limit))


def _word_tests(query: Mapping[str, str]) -> Iterator[Test]:
    if year := query.get("primary_release_year"):
        yield _year_test(f"{int(_number(year)):04d}")
    if languages := query.get("with_original_language"):
        codes = languages.split("|")
        yield lambda movie: movie.entry.get("original_language") in codes
    if genres := query.get("with_genres"):
        yield _genre_test(genres)


def _date_test(day: str, compare: Callable[[Any, Any], bool]) -> Test:
    def test(movie: StoredMovie) -> bool:
        released = movie.entry.get("release_date")
        return bool(released) and compare(released, day)

    return test


def _number_test(value: Callable[[StoredMovie], Any], compare: Callable[[Any, Any], bool], limit: float) -> Test:
    return lambda movie: compare(value(movie), limit)


def _year_test(year: str) -> Test:
    return lambda movie: eq((movie.entry.get("release_date") or "")[:4], year)


def _genre_test(text: str) -> Test:
    """Return the test for genres: a comma asks for all of them, a bar for any."""
    combine = any if "|" in text else all
    wanted = [int(_number(genre)) for genre in text.replace("|", ",").split(",")]
    return lambda movie: combine(genre in movie.entry["genre_ids"] for genre in wanted)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise TmdbError(23) from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise TmdbError(5) from None
