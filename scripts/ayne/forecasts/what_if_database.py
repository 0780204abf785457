"""A copy of the database with a film of one's own in it, from which the same families build the same features."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from ayne.artifacts.refit_settings import ForecastSettings
from ayne.core.errors import DataError
from ayne.core.files import write_parquet
from ayne.core.study_files import ROOT
from ayne.database import DuckDBClient
from ayne.features.family import build_family
from ayne.features.feature_builder import build_features
from ayne.features.feature_dictionary import sees_until
from ayne.features.feature_options import read_options
from ayne.features.target import build_target
from ayne.forecasts.understand import Named, Understood

DICTIONARIES = ROOT / "config" / "features"
# Department and job that a role is credited as.
CREDITS = {"director": ("Directing", "Director"), "writer": ("Writing", "Writer"), "cast": ("Acting", "Actor")}
BRIDGES = {
    "genre_ids": ("movie_genres", "genre_id"),
    "country_codes": ("movie_countries", "country_code"),
    "language_codes": ("movie_languages", "language_code"),
}
FILM_ID = -1


@contextmanager
def database_with(database: Path, films: Sequence[Understood]) -> Iterator[DuckDBClient]:
    """Yield a copy of the database that holds the films too, as movies -1, -2 and so on; the copy goes after."""
    if not database.is_file():
        raise DataError(f"{database} does not exist; `uv run snakemake --cores 8 results/model` builds it")
    with TemporaryDirectory(prefix="ayne-") as folder:
        copy = Path(shutil.copyfile(database, Path(folder) / database.name))
        with DuckDBClient(copy, read_only=False) as db:
            # DuckDB draws it on stdout, where a JSON answer is to stand.
            db.connection.execute("SET enable_progress_bar = false")
            for number, film in enumerate(films):
                _add(db, film, FILM_ID - number)
            yield db


def built_features(
    database: Path, films: Sequence[Understood], *, families: Sequence[str], settings: ForecastSettings
) -> pl.DataFrame:
    """Return the families' columns, one row per film in their order; each film is the only one in its database."""
    rows = []
    for film in films:
        with database_with(database, [film]) as db:
            features, _ = features_of(
                db, [FILM_ID], families=families, feature_set=settings.feature_set, options=settings.options
            )
            rows.append(features)
    return pl.concat(rows)


def features_of(
    db: DuckDBClient, ids: Sequence[int], *, families: Sequence[str], feature_set: str, options: Mapping[str, Any]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return features and target of the movies with these ids, in their order, as the workflow's rules build them."""
    read = read_options(options)
    dictionaries = {family: DICTIONARIES / f"{family}.yaml" for family in families}
    chosen = pl.DataFrame({"tmdb_id": ids}, schema={"tmdb_id": pl.Int64})
    with TemporaryDirectory(prefix="ayne-") as folder:
        paths = {family: Path(folder) / f"{family}.parquet" for family in families}
        for family, path in paths.items():
            table = build_family(family, db, read, sees_until(dictionaries[family]))
            write_parquet(table.join(chosen, on="tmdb_id", how="semi"), path)
        features = build_features(paths, dictionaries, feature_set)
    target = build_target(db, read)
    rows, facts = (chosen.join(table, on="tmdb_id", how="inner", maintain_order="left") for table in (features, target))
    return rows, facts


def _add(db: DuckDBClient, film: Understood, movie_id: int) -> None:
    """Insert what is known of a film, and whoever the database does not know."""
    movie = film.movie
    for field, (bridge, column) in BRIDGES.items():
        for position, code in enumerate(getattr(movie, field), start=1):
            _insert(db, bridge, {"movie_id": movie_id, column: code, "position": position})
    for role, (department, job) in CREDITS.items():
        for billing, person in enumerate(film.named[role]):
            credit = {"movie_id": movie_id, "credit_id": f"{role}:{billing}", "department": department, "job": job}
            person_id = _id_of(db, person, person.id, ("people", "person_id"))
            _insert(db, "credits", credit | {"person_id": person_id, "billing": billing if role == "cast" else None})
    for position, company in enumerate(film.named["company"], start=1):
        company_id = _id_of(db, company, _new_id(db, "companies", "company_id"), ("companies", "company_id"))
        _insert(db, "movie_companies", {"movie_id": movie_id, "company_id": company_id, "position": position})
    _add_movie(db, film, movie_id)


def _add_movie(db: DuckDBClient, film: Understood, movie_id: int) -> None:
    place = ("collections", "collection_id")
    collection = [_id_of(db, one, _new_id(db, *place), place) for one in film.named["franchise"]]
    row = film.film.model_dump(
        include={"title", "release_date", "budget_usd", "runtime_min", "us_certification", "original_language"}
    )
    keys = {"movie_id": movie_id, "tmdb_id": movie_id, "original_title": film.film.title}
    _insert(db, "movies", row | keys | {"collection_id": collection[0] if collection else None})
    # TMDB writes 0 for an unknown amount.
    _insert(db, "catalogue_movies", {"movie_id": movie_id, "budget": film.film.budget_usd or 0, "revenue": 0})
    # OMDb is where the features take the US release from.
    _insert(db, "omdb_movies", {"movie_id": movie_id, "released": film.movie.us_release_date})


def _id_of(db: DuckDBClient, named: Named, new: Any, place: tuple[str, str]) -> Any:
    """Return the id of a name, that of a new row where the database does not know it."""
    if named.is_known:
        return named.id
    table, column = place
    if not db.connection.execute(f"SELECT 1 FROM {table} WHERE {column} = ?", [new]).fetchone():
        _insert(db, table, {column: new, "name": named.name})
    return new


def _new_id(db: DuckDBClient, table: str, column: str) -> int:
    row = db.connection.execute(f"SELECT least(min({column}), 0) - 1 FROM {table}").fetchone()
    return int(row[0]) if row and row[0] is not None else -1


def _insert(db: DuckDBClient, table: str, row: Mapping[str, Any]) -> None:
    columns, marks = ", ".join(row), ", ".join("?" * len(row))
    db.connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(row.values()))
