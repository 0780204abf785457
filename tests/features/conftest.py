"""A small database with the tables that the feature families read, written by hand."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import polars as pl
import pytest

from ayne.database import DuckDBClient
from ayne.features.family import build_family
from ayne.features.feature_builder import check_columns
from ayne.features.feature_dictionary import read_feature_dictionary
from ayne.features.feature_options import FeatureOptions

SNAPSHOT = date(2026, 6, 30)
# All of them, in the order of their names, as the dictionaries say.
DICTIONARIES = Path(__file__).parents[2] / "config" / "features"
FAMILIES = tuple(sorted(path.stem for path in DICTIONARIES.glob("*.yaml")))
TABLES = """
CREATE TABLE movies(movie_id BIGINT, tmdb_id BIGINT, title VARCHAR, release_date DATE, original_language VARCHAR,
    runtime_min INTEGER, us_certification VARCHAR, collection_id BIGINT, budget_usd BIGINT,
    worldwide_gross_usd BIGINT, domestic_gross_usd BIGINT, overview VARCHAR, tagline VARCHAR,
    original_title VARCHAR, opening_weekend_usd BIGINT, opening_theaters INTEGER);
CREATE TABLE box_office_releases(movie_id BIGINT, release_date DATE, opening_weekend_usd BIGINT,
    opening_friday_usd BIGINT, gross_to_first_sunday_usd BIGINT, second_weekend_usd BIGINT,
    second_weekend_theaters INTEGER, gross_to_second_sunday_usd BIGINT);
CREATE TABLE catalogue_movies(movie_id BIGINT, budget BIGINT, revenue BIGINT, popularity DOUBLE, vote_count BIGINT,
    vote_average DOUBLE);
CREATE TABLE omdb_movies(movie_id BIGINT, awards VARCHAR, imdb_votes BIGINT, imdb_rating DOUBLE, metascore INTEGER,
    rotten_tomatoes_pct INTEGER, released DATE);
CREATE TABLE movie_keywords(movie_id BIGINT, keyword_id BIGINT);
CREATE TABLE keywords(keyword_id BIGINT, name VARCHAR);
CREATE TABLE companies(company_id BIGINT, name VARCHAR);
CREATE TABLE movie_genres(movie_id BIGINT, genre_id BIGINT, position INTEGER);
CREATE TABLE movie_countries(movie_id BIGINT, country_code VARCHAR, position INTEGER);
CREATE TABLE movie_languages(movie_id BIGINT, language_code VARCHAR, position INTEGER);
CREATE TABLE movie_companies(movie_id BIGINT, company_id BIGINT, position INTEGER);
CREATE TABLE credits(movie_id BIGINT, person_id VARCHAR, department VARCHAR, job VARCHAR, billing INTEGER);
"""


# What a movie's `charts` may say.
CHARTED = ("friday", "to_first_sunday", "second_weekend", "second_theaters", "to_second_sunday")
TABLE = re.compile(r"CREATE TABLE (\w+)")


@cache
def dictionary_of(family):
    """Return the columns that a family's dictionary describes."""
    return read_feature_dictionary(DICTIONARIES / f"{family}.yaml")


def write_database(path, movies):
    """Write one movie a dict: `id`, `released`, and what it has of budget, gross, director, cast, companies …"""
    rows = {name: [] for name in TABLE.findall(TABLES)}
    for movie in movies:
        _add(rows, movie)
    with duckdb.connect(str(path)) as session:
        session.execute(f"BEGIN; {TABLES}")
        for table, values in rows.items():
            if values:
                marks = ", ".join("(" + ", ".join("?" * len(row)) + ")" for row in values)
                session.execute(f"INSERT INTO {table} VALUES {marks}", [field for row in values for field in row])
        session.execute("COMMIT")
    return path


def _add(rows, movie):
    key, budget, gross = movie["id"], movie.get("budget"), movie.get("gross")
    described = [movie.get(name) for name in ("language", "runtime", "certification", "collection")]
    amounts = [budget, gross, movie.get("domestic")]
    title = movie.get("title", "Nameless")
    texts = [movie.get("overview"), movie.get("tagline"), movie.get("original_title", title)]
    opening = [movie.get("opening_weekend"), movie.get("opening_theaters")]
    rows["movies"].append([key, key, title, movie.get("released"), *described, *amounts, *texts, *opening])
    if charted := movie.get("charts"):
        first = (key, movie["released"], movie["opening_weekend"])
        rows["box_office_releases"].append((*first, *(charted.get(name) for name in CHARTED)))
    received = (movie.get("budget_received", budget or 0), movie.get("revenue_received", gross or 0))
    votes = [movie.get(name) for name in ("popularity", "vote_count", "vote_average")]
    rows["catalogue_movies"].append((key, *received, *votes))
    ratings = [movie.get(name) for name in ("imdb_votes", "imdb_rating", "metascore", "rotten_tomatoes_pct")]
    rows["omdb_movies"].append((key, movie.get("awards"), *ratings, movie.get("released_in_us")))
    for word in movie.get("keywords", []):
        number = sum(word.encode())
        rows["movie_keywords"].append((key, number))
        if (number, word) not in rows["keywords"]:
            rows["keywords"].append((number, word))
    for number, name in movie.get("company_names", {}).items():
        if (number, name) not in rows["companies"]:
            rows["companies"].append((number, name))
    for table, name in (
        ("movie_genres", "genres"),
        ("movie_countries", "countries"),
        ("movie_languages", "languages"),
        ("movie_companies", "companies"),
    ):
        rows[table] += [(key, value, position) for position, value in enumerate(movie.get(name, []))]
    rows["credits"] += [(key, person, "Directing", "Director", None) for person in movie.get("directors", [])]
    rows["credits"] += [(key, person, "Writing", "Screenplay", None) for person in movie.get("writers", [])]
    rows["credits"] += [
        (key, person, "Acting", "Actor", position) for position, person in enumerate(movie.get("cast", []))
    ]


@pytest.fixture(scope="session")
def write():
    """Return the function that writes a database at a path."""
    return write_database


@pytest.fixture(scope="session")
def features_of():
    """Return a function that gives the families' columns side by side for a database."""
    return all_features


@pytest.fixture
def build(tmp_path):
    """Return a function that builds one family from literal movies: {tmdb_id: {column: value}}."""

    def build_one(family, *movies, threads=1, **options):
        path = tmp_path / "movies.duckdb"
        path.unlink(missing_ok=True)
        write_database(path, movies)
        with DuckDBClient(path, threads=threads) as db:
            table = build_family(family, db, FeatureOptions(**{"snapshot": SNAPSHOT} | options))
        check_columns(family, table, dictionary_of(family))
        return {row["tmdb_id"]: row for row in table.iter_rows(named=True)}

    return build_one


def all_features(path, families=FAMILIES, threads=1, snapshot=SNAPSHOT):
    """Return the families' columns side by side."""
    with DuckDBClient(path, threads=threads) as db:
        tables = [build_family(family, db, FeatureOptions(snapshot=snapshot)) for family in families]
    keys = tables[0].select("tmdb_id", "release_date")
    return pl.concat([keys, *(table.drop(keys.columns) for table in tables)], how="horizontal")
