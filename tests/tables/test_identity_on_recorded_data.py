"""How many lines of The Numbers' real table find their movie among real ones; skipped where these data are absent."""

import os
from pathlib import Path

import duckdb
import pytest

from ayne.tables.dictionary_file import table_reads
from ayne.tables.imports import parse_import
from ayne.tables.table_builder import build_table

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("AYNE_SHARED_DATA", ROOT.parent / "shared" / "data"))
BUDGETS = SHARED / "the_numbers" / "budgets_to_2015.csv"
ARCHIVE = SHARED / "archive"
SQL, DICTIONARIES = ROOT / "scripts" / "ayne" / "sql", ROOT / "config" / "tables"
TMDB = "{id: 'BIGINT', title: 'VARCHAR', original_title: 'VARCHAR', release_date: 'VARCHAR', budget: 'BIGINT', "
TMDB += "revenue: 'BIGINT', vote_count: 'BIGINT', imdb_id: 'VARCHAR'}"
OMDB = "{imdbID: 'VARCHAR', Title: 'VARCHAR', BoxOffice: 'VARCHAR'}"


@pytest.mark.slow
@pytest.mark.skipif(not BUDGETS.is_file() or not ARCHIVE.is_dir(), reason=f"{SHARED} is not there")
def test_three_of_four_lines_with_a_gross_find_their_movie(tmp_path):
    paths = {
        name: tmp_path / f"{name}.parquet"
        for name in ("catalogue_movies", "omdb_movies", "release_dates", "numbers", "movie_titles")
    }
    paths["numbers_budgets"] = tmp_path / "numbers_budgets.parquet"
    with duckdb.connect() as session:
        session.execute(
            f"COPY (SELECT * REPLACE (try_cast(release_date AS DATE) AS release_date) RENAME (id AS movie_id) "
            f"FROM read_json('{ARCHIVE / 'tmdb' / 'movies.jsonl.gz'}', columns = {TMDB})) "
            f"TO '{paths['catalogue_movies']}'"
        )
        session.execute(
            "COPY (SELECT movie_id, omdb.Title AS title, "
            "try_cast(regexp_replace(BoxOffice, '[^0-9]', '', 'g') AS BIGINT) AS box_office_usd "
            f"FROM read_json('{ARCHIVE / 'omdb' / 'titles.jsonl.gz'}', columns = {OMDB}, ignore_errors = true) AS omdb "
            f"JOIN read_parquet('{paths['catalogue_movies']}') ON imdb_id = imdbID) TO '{paths['omdb_movies']}'"
        )
        # the day of the first release anywhere is enough here
        session.execute(
            "COPY (SELECT NULL::BIGINT AS movie_id, '' AS country_code, 0 AS type, NULL::DATE AS release_date LIMIT 0) "
            f"TO '{paths['release_dates']}'"
        )
        dictionary = DICTIONARIES / "numbers_budgets.yaml"
        parse_import(
            [BUDGETS], "numbers", SQL / "imports" / "numbers.sql", dictionary, paths["numbers"], tmp_path / "rejected"
        )
        for table in ("movie_titles", "numbers_budgets"):
            dictionary = DICTIONARIES / f"{table}.yaml"
            inputs = {name: paths[name] for name in table_reads(dictionary)}
            sql = SQL / "tables" / f"{table}.sql"
            build_table(table, inputs, dictionary, sql, paths[table], tmp_path / "rejected")
        lines, matched, movies = session.execute(
            "SELECT count(*), count(movie_id), count(DISTINCT movie_id) "
            f"FROM read_parquet('{paths['numbers_budgets']}') WHERE worldwide_gross_usd > 0"
        ).fetchall()[0]
    assert lines > 4_800
    assert matched / lines >= 0.9  # of all, whether or not the archive has the movie
    assert movies == matched
