"""A copy of the database with films of one's own in it, from which the same families build the same features."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from ayne.core.config_sections import ROOT
from ayne.core.errors import DataError
from ayne.core.files import write_parquet
from ayne.database import DuckDBClient
from ayne.features.family import build_family
from ayne.features.feature_builder import build_features
from ayne.features.feature_dictionary import sees_until
from ayne.features.feature_options import read_options
from ayne.features.target import build_target
from ayne.forecasts.film import Film
from ayne.forecasts.names import ACTOR, COLLECTION, COMPANY, DIRECTOR, WRITER, Kind, Names

DICTIONARIES = ROOT / "config" / "features"
CREDITS = {
    "directors": (DIRECTOR, "Directing", "Director"),
    "writers": (WRITER, "Writing", "Writer"),
    "cast": (ACTOR, "Acting", "Actor"),
}
CODES = {
    "genres": ("genres", "genre_id", "movie_genres"),
    "countries": ("countries", "country_code", "movie_countries"),
    "languages": ("languages", "language_code", "movie_languages"),
}


def film_id(number: int) -> int:
    """Return the id of the film at a place of the list; TMDB's ids are positive."""
    return -1 - number


@contextmanager
def database_with(database: Path, films: Sequence[Film]) -> Iterator[tuple[DuckDBClient, list[list[str]]]]:
    """Yield a copy of the database that holds the films too, and each film's notes on its names; the copy goes after.

    Films count in each other's records as any movies do: those released before another's cut-off, if that is past.
    `DataError` where a genre, country or language is unknown.
    """
    if not database.is_file():
        raise DataError(f"{database} does not exist; `uv run snakemake --cores 8 results/model` builds it")
    with TemporaryDirectory(prefix="ayne-") as folder:
        copy = Path(shutil.copyfile(database, Path(folder) / database.name))
        with DuckDBClient(copy, read_only=False) as db:
            # DuckDB draws it on stdout, where a JSON answer is to stand.
            db.connection.execute("SET enable_progress_bar = false")
            notes = [_add(db, film, film_id(number)) for number, film in enumerate(films)]
            yield db, notes


def features_of(
    db: DuckDBClient, ids: Sequence[int], *, families: Sequence[str], feature_set: str, options: Mapping[str, Any]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return features and target of the movies with these ids, in their order, as the workflow's rules build them."""
    given = read_options(options)
    dictionaries = {family: DICTIONARIES / f"{family}.yaml" for family in families}
    chosen = pl.DataFrame({"tmdb_id": ids}, schema={"tmdb_id": pl.Int64})
    with TemporaryDirectory(prefix="ayne-") as folder:
        paths = {family: Path(folder) / f"{family}.parquet" for family in families}
        for family, path in paths.items():
            table = build_family(family, db, given, sees_until(dictionaries[family]))
            write_parquet(table.join(chosen, on="tmdb_id", how="semi"), path)
        features = build_features(paths, dictionaries, feature_set)
    target = build_target(db, given)
    found, facts = (
        chosen.join(table, on="tmdb_id", how="inner", maintain_order="left") for table in (features, target)
    )
    return found, facts


def _add(db: DuckDBClient, film: Film, movie_id: int) -> list[str]:
    """Insert what is known of a film; the notes on its names."""
    names = Names(db)
    for field, (table, column, bridge) in CODES.items():
        codes = dict.fromkeys(names.code(field, table, column, value) for value in getattr(film, field))
        for position, code in enumerate(codes, start=1):
            _insert(db, bridge, {"movie_id": movie_id, column: code, "position": position})
    for field, (kind, department, job) in CREDITS.items():
        for billing, name in enumerate(getattr(film, field)):
            credit = {"movie_id": movie_id, "credit_id": f"{field}:{billing}", "department": department, "job": job}
            person = _known_or_new(db, names, kind, name, f"own:{name.lower()}", ("people", "person_id"))
            _insert(db, "credits", credit | {"person_id": person, "billing": billing if field == "cast" else None})
    for position, name in enumerate(film.companies, start=1):
        company = _known_or_new(db, names, COMPANY, name, _new_id(db, "companies", "company_id"),
                                ("companies", "company_id"))  # fmt: skip
        _insert(db, "movie_companies", {"movie_id": movie_id, "company_id": company, "position": position})
    _add_movie(db, film, movie_id, names)
    return names.notes


def _add_movie(db: DuckDBClient, film: Film, movie_id: int, names: Names) -> None:
    collection = None
    if film.collection:
        new = _new_id(db, "collections", "collection_id")
        collection = _known_or_new(db, names, COLLECTION, film.collection, new, ("collections", "collection_id"))
    row = film.model_dump(
        include={"title", "release_date", "budget_usd", "runtime_min", "us_certification", "original_language"}
    )
    keys = {"movie_id": movie_id, "tmdb_id": movie_id, "original_title": film.title, "collection_id": collection}
    _insert(db, "movies", row | keys)
    # TMDB writes 0 for an unknown amount.
    _insert(db, "tmdb_movies", {"movie_id": movie_id, "budget": film.budget_usd or 0, "revenue": 0})
    # OMDb is where the features take the US release from.
    _insert(db, "omdb_movies", {"movie_id": movie_id, "released": film.us_release_date or film.release_date})


def _known_or_new(db: DuckDBClient, names: Names, kind: Kind, name: str, new: Any, place: tuple[str, str]) -> Any:
    """Return the id of a name, that of a new row where the database does not know it."""
    found = names.find(kind, name)
    if found is not None:
        return found
    table, column = place
    if not db.connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", [new]).fetchone():
        _insert(db, table, {column: new, "name": name})
    return new


def _new_id(db: DuckDBClient, table: str, column: str) -> int:
    row = db.connection.execute(f"SELECT least(min({column}), 0) - 1 FROM {table}").fetchone()
    return int(row[0]) if row and row[0] is not None else -1


def _insert(db: DuckDBClient, table: str, row: Mapping[str, Any]) -> None:
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    db.connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values()))
