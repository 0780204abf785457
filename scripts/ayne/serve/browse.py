"""What is asked of the database: movies, people and companies, by parts of their names or by id."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from ayne.database.trace import trace
from ayne.forecasts.film import IN_CINEMAS
from ayne.forecasts.names import ACTOR, COLLECTION, COMPANY, DIRECTOR, WRITER, Known
from ayne.horizons.cells import TARGETS, WORLDWIDE
from ayne.horizons.coherence import AMOUNTS, column_of
from ayne.serve.served_champion import Served

SQL_FOLDER = Path(__file__).parents[1] / "sql" / "serve"
ROLES = {"director": DIRECTOR, "writer": WRITER, "actor": ACTOR}
MOST_NAMES = 10_000
SMALLER = tuple(target for target in TARGETS if target != WORLDWIDE)
# Columns that are answered as lists, and as amounts.
NUMBERED = ("similar_", "reason_", *SMALLER)


@cache
def sql(name: str) -> str:
    """Return a query of `sql/serve`."""
    return (SQL_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def movies(
    served: Served, title: str | None, year: int | None, person: str | None, limit: int, offset: int
) -> dict[str, Any]:
    """Return a part of the movies that fit, the newest first, and how many do."""
    rows = served.query(sql("movies"), [title, title, year, year, person, person, limit, offset])
    total = rows[0]["total"] if rows else offset if offset and not rows else 0
    return {
        "total": total,
        "limit": limit,
        "offset": offset,
        "movies": [{key: value for key, value in row.items() if key != "total"} for row in rows],
    }


def movie(served: Served, movie_id: int) -> dict[str, Any] | None:
    """Return one movie with who made it, what its sources say differently, and its forecast if it is not out yet."""
    rows = _by_key(served, "movie", movie_id)
    if not rows:
        return None
    upcoming = [row for row in upcoming_rows(served) if row["tmdb_id"] == movie_id]
    return rows[0] | {
        "credits": served.query(sql("credits"), [movie_id]),
        "conflicts": served.query(sql("conflicts"), [movie_id]),
        "forecast": upcoming[0] if upcoming else None,
    }


def evaluated(served: Served, movie_id: int) -> dict[str, Any] | None:
    """Return the forecast that was made of a movie before its result was known, beside what it earned."""
    rows = served.evaluated.filter(pl.col("tmdb_id") == movie_id) if served.evaluated.height else served.evaluated
    return rows.row(0, named=True) if rows.height else None


def as_form(movie: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what the desk's form takes of a movie."""
    names = {"director": "directors", "writer": "writers", "cast": "cast"}
    single = {
        "title": movie["title"], "release_date": movie["release_date"], "budget_usd": movie["production_budget_usd"],
        "runtime_min": movie["runtime_min"], "us_certification": movie["us_certification"],
        "original_language": movie["original_language"], "collection": movie["collection"],
        **{name: movie[name] for name in IN_CINEMAS},
    }  # fmt: skip
    pairs = [(key, str(value)) for key, value in single.items() if value is not None]
    for role, key in names.items():
        people = [one["name"] for one in movie["credits"] if one["role"] == role]
        pairs += [(key, "; ".join(people))] if people else []
    companies = [one["name"] for one in movie["companies"] or []]
    pairs += [("companies", "; ".join(companies))] if companies else []
    pairs += [("genres", name) for name in movie["genres"] or []]
    return pairs + [("countries", code) for code in movie["countries"] or []]


def series(served: Served, name: str, limit: int, offset: int) -> dict[str, Any]:
    """Return series of movies with a word that begins so, the longest first."""
    matches = served.films.reader.names.complete(COLLECTION, name, MOST_NAMES)
    rows = [
        {"collection_id": one.id, "name": one.name, "movies": one.movies["collection"]}
        for one in matches[offset : offset + limit]
    ]
    return {"total": len(matches), "limit": limit, "offset": offset, "series": rows}


def lineage(served: Served, movie_id: int) -> list[dict[str, Any]]:
    """Return where all that is known of a movie comes from, as `ayne trace` prints it."""
    return [
        {"title": section.title, "columns": list(section.columns), "rows": [list(row) for row in section.rows]}
        for section in trace(str(movie_id), served.study)
    ]


def people(served: Served, name: str, role: str | None, limit: int, offset: int) -> dict[str, Any]:
    """Return people with a word that begins so, those with most movies in the role first."""
    kind = ROLES.get(role or "", ACTOR)
    matches = served.films.reader.names.complete(kind, name, MOST_NAMES)
    if role is None:
        matches = sorted(matches, key=lambda one: (-max(one.movies.values()), one.name, one.id))
    rows = [_person(one) for one in matches[offset : offset + limit]]
    return {"total": len(matches), "limit": limit, "offset": offset, "people": rows}


def companies(served: Served, name: str, limit: int, offset: int) -> dict[str, Any]:
    """Return companies with a word that begins so, those with most movies first."""
    matches = served.films.reader.names.complete(COMPANY, name, MOST_NAMES)
    rows = [
        {"company_id": one.id, "name": one.name, "movies": one.movies["company"]}
        for one in matches[offset : offset + limit]
    ]
    return {"total": len(matches), "limit": limit, "offset": offset, "companies": rows}


def person(served: Served, person_id: str) -> dict[str, Any] | None:
    """Return a person's record and movies."""
    return _with_movies(served, "person", person_id)


def company(served: Served, company_id: int) -> dict[str, Any] | None:
    """Return a company's record and movies."""
    return _with_movies(served, "company", company_id)


def upcoming_rows(served: Served) -> list[dict[str, Any]]:
    """Return the movies that are not out yet, and those in cinemas, with their forecasts, by release date."""
    return [
        {
            **{key: value for key, value in row.items() if not key.startswith(NUMBERED)},
            **_amounts(row),
            "similar": [row[key] for key in row if key.startswith("similar_") and row[key]],
            "reasons": [row[key] for key in row if key.startswith("reason_") and row[key]],
        }
        for row in served.upcoming.iter_rows(named=True)
    ]


def _amounts(row: dict[str, Any]) -> dict[str, Any]:
    """Return the amounts of a movie as a film's are answered, where the study has more than one."""
    amounts = {
        target: {name: row[column_of(target, name)] for name in AMOUNTS}
        for target in SMALLER
        if row.get(target) is not None
    }
    return {"amounts": {WORLDWIDE: {name: row[name] for name in AMOUNTS}} | amounts} if amounts else {}


def opening(served: Served, first: date, last: date) -> list[dict[str, Any]]:
    """Return the movies that open in a span of days, the dearest first."""
    return served.query(sql("openings"), [first, last])


def _by_key(served: Served, what: str, key: Any) -> list[dict[str, Any]]:
    """Look an id up; a number that the database cannot hold is none in it."""
    return [] if isinstance(key, int) and abs(key) >= 2**63 else served.query(sql(what), [key])


def _with_movies(served: Served, what: str, key: Any) -> dict[str, Any] | None:
    rows = _by_key(served, what, key)
    return rows[0] | {"filmography": served.query(sql(f"{what}_movies"), [key])} if rows else None


def _person(one: Known) -> dict[str, Any]:
    return {
        "person_id": one.id,
        "name": one.name,
        "movies": max(one.movies.values()),
        "movies_directed": one.movies["director"],
        "movies_written": one.movies["writer"],
        "movies_acted": one.movies["actor"],
    }
