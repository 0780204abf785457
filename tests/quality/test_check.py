"""What the tables hold is measured, and a check that does not hold ends the run or is logged."""

import logging
from pathlib import Path

import duckdb
import pytest
import yaml

from ayne.core.errors import DataError
from ayne.core.files import read_json, write_json
from ayne.quality.check import check_quality
from fixtures.table_files import create_table

ROOT = Path(__file__).resolve().parents[2]
DICTIONARIES = {path.stem: path for path in sorted((ROOT / "config" / "tables").glob("*.yaml"))}
CHECKS = {path.stem: path for path in (ROOT / "scripts" / "ayne" / "sql" / "quality").glob("*.sql")}
LIMITS = yaml.safe_load((ROOT / "config" / "config.yaml").read_text())["quality"]
KINDS = ("counts", "completeness", "ranges", "orphans", "freshness", "drift", "checks")
FETCHED = "fetched_at: TIMESTAMP '2026-06-30', as_of: DATE '2026-06-30'"
ROWS = {
    "movies": [
        ("{movie_id: 1, tmdb_id: 1, title: 'Low Tide', imdb_id: 'tt1', release_date: DATE '2010-07-16', "
        "release_year: 2010, budget_usd: 10e6, worldwide_gross_usd: 35e6, domestic_gross_usd: 40e6}"),
        ("{movie_id: 2, tmdb_id: 2, title: 'High Water', imdb_id: 'tt1', release_date: DATE '2010-03-01', "
        "release_year: 2010, budget_usd: 20e6, worldwide_gross_usd: 30e6, domestic_gross_usd: 10e6}"),
        "{movie_id: 3, tmdb_id: 3, title: 'Ebb', budget_usd: 5e6}",
        "{movie_id: 4, tmdb_id: 4, release_date: DATE '2011-03-01', release_year: 2011, budget_usd: 20e6}",
    ],
    "catalogue_movies": [f"{{movie_id: 1, {FETCHED}}}"],
    "tmdb_movies": [
        *(f"{{movie_id: {n}, {FETCHED}}}" for n in (1, 2, 3)),
        "{movie_id: 4, fetched_at: TIMESTAMP '2025-06-30', as_of: DATE '2025-06-30'}",
    ],
    "movie_amounts": [
        "{movie_id: 1, tmdb_budget_usd: 10e6, numbers_budget_usd: 30e6}",
        "{movie_id: 2, tmdb_budget_usd: 10e6, numbers_budget_usd: 10e6}",
    ],
    "source_conflicts": [
        ("{movie_id: 1, quantity: 'budget_usd', source_a: 'tmdb', value_a: 10e6, source_b: 'numbers', "
        "value_b: 30e6, ratio: 3, chosen: 'tmdb'}")
    ],
    "numbers_budgets": [
        "{numbers_id: 'a', movie_id: 1, worldwide_gross_usd: 5}",
        "{numbers_id: 'b', worldwide_gross_usd: 5}",
        "{numbers_id: 'c', worldwide_gross_usd: 5}",
        "{numbers_id: 'd'}",
    ],
    "movie_genres": ["{movie_id: 1, genre_id: 18, position: 1}"],
    "rejected": [
        "{source: 'tmdb', record_id: '7', field: '', reason: 'TMDB answered 404: gone'}",
        "{source: 'tmdb', record_id: '8', field: '', reason: 'the answer is not JSON'}",
        "{source: 'omdb', record_id: 'tt7', field: '', reason: 'OMDb: Movie not found!'}",
        "{source: 'omdb', record_id: 'tt8', field: '', reason: 'not in the archive'}",
    ],
}  # fmt: skip

COUNT = {"records": 6, "kept": 4, "movies": 4, "duplicates": 0, "rejected_records": {"gone": 2}, "rejected_fields": {}}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    with duckdb.connect() as session:
        for table, dictionary in DICTIONARIES.items():
            create_table(session, table, dictionary, ROWS.get(table, []))
            session.execute(f"COPY {table} TO '{folder / table}.parquet'")
    write_json(folder / "counts.json", {"tmdb": COUNT})
    return folder


def check(tables, out, limits, previous=None):
    check_quality(
        {table: tables / f"{table}.parquet" for table in DICTIONARIES},
        DICTIONARIES,
        CHECKS,
        limits,
        tables / "counts.json",
        {kind: out / f"{kind}.json" for kind in KINDS},
        previous=previous,
    )
    return {kind: read_json(out / f"{kind}.json") for kind in KINDS}


@pytest.fixture(scope="module")
def quality(tables, tmp_path_factory):
    return check(
        tables, tmp_path_factory.mktemp("quality"), {name: {"severity": "warn", "limit": 0} for name in CHECKS}
    )


VALUES = {
    "no_movies": 0,
    "untitled_movies": 0.25,
    "undated_movies": 0.25,
    "movies_of_unknown_gross": 0.333333,  # of those with a budget and a date
    "shared_imdb_ids": 1,
    "domestic_above_worldwide": 0.5,
    "amounts_in_conflict": 0.5,
    "unmatched_imports": 0.666667,
    "stale_tmdb_movies": 0.25,
    "rejected_tmdb_records": 0.2,  # one of five; a deleted movie is none
    "rejected_omdb_records": 0,  # a title that OMDb or an archive lacks is none
    "rows_lost": None,  # nothing to compare with
    "completeness_lost": None,
}


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_a_check_has_the_right_value(quality, name):
    verdict = quality["checks"][name]
    assert verdict["value"] == VALUES[name]
    assert verdict["holds"] is not bool(VALUES[name])
    assert verdict["meaning"].endswith(".")


def test_every_check_has_a_limit_in_the_settings():
    assert sorted(LIMITS) == sorted(CHECKS)


def test_what_the_tables_hold(quality):
    assert quality["counts"]["tables"]["movies"] == 4
    assert quality["counts"]["records"] == {"tmdb": COUNT}
    assert quality["completeness"]["by_table"]["movies"]["title"] == 0.75
    assert quality["completeness"]["movies_by_year"]["2010"]["worldwide_gross_usd"] == 1
    assert quality["completeness"]["movies_by_year"]["undated"]["worldwide_gross_usd"] == 0
    assert "genres" not in quality["completeness"]["by_table"]
    assert quality["ranges"]["movies"]["budget_usd"] == {"min": 5_000_000, "max": 20_000_000, "allowed": [1000, None]}
    assert quality["ranges"]["movies"]["release_date"]["max"] == "2011-03-01"
    assert quality["orphans"]["movie_genres.genre_id -> genres.genre_id"] == 1
    assert quality["orphans"]["movie_genres.movie_id -> movies.movie_id"] == 0
    assert quality["freshness"]["tmdb_movies"] == {
        "oldest_fetch": "2025-06-30 00:00:00",
        "newest_fetch": "2026-06-30 00:00:00",
        "rows_by_snapshot": {"2025-06-30": 1, "2026-06-30": 3},
    }


def test_an_error_ends_the_run_with_its_name_value_and_limit(tables, tmp_path):
    limits = {"untitled_movies": {"severity": "error", "limit": 0.1}, "no_movies": {"severity": "error", "limit": 0}}
    with pytest.raises(
        DataError, match=r"untitled_movies is 0\.25, above quality\.untitled_movies\.limit 0\.1: Share"
    ) as e:
        check(tables, tmp_path, limits)
    assert "no_movies" not in str(e.value)


def test_a_warning_is_logged_and_does_not_end_the_run(tables, tmp_path, caplog):
    with caplog.at_level(logging.WARNING):
        check(tables, tmp_path, {"undated_movies": {"severity": "warn", "limit": 0.1}})
    assert [record.message.split(",")[0] for record in caplog.records] == ["undated_movies is 0.25"]


def test_a_limit_for_a_check_that_does_not_exist(tables, tmp_path):
    with pytest.raises(DataError, match=r"quality: no check tidiness; there are amounts_in_conflict"):
        check(tables, tmp_path, {"tidiness": {"severity": "warn", "limit": 0}})


def test_what_differs_from_an_earlier_snapshot(tables, quality, tmp_path):
    shares = quality["completeness"]["by_table"] | {"movies": {"title": 1, "overview": 0}}
    write_json(tmp_path / "counts.json", {"records": {}, "tables": {"movies": 5, "tmdb_movies": 2, "gone": 1}})
    write_json(tmp_path / "completeness.json", {"by_table": shares, "movies_by_year": {}})
    limits = {name: {"severity": "warn", "limit": 0.2} for name in ("rows_lost", "completeness_lost")}
    found = check(tables, tmp_path / "out", limits, previous=tmp_path)
    assert found["drift"]["rows"]["movies"] == {"before": 5, "now": 4}
    assert found["drift"]["rows"]["gone"] == {"before": 1, "now": None}
    assert found["drift"]["completeness_changed"]["movies.title"] == {"before": 1, "now": 0.75}
    assert "movies.overview" not in found["drift"]["completeness_changed"]
    assert found["checks"]["rows_lost"]["value"] == 1
    assert (found["checks"]["completeness_lost"]["value"], found["checks"]["completeness_lost"]["holds"]) == (
        0.25,
        False,
    )
    assert quality["drift"] == {"is_compared": False, "rows": {}, "completeness_changed": {}}


def test_an_earlier_snapshot_that_is_not_there(tables, tmp_path):
    with pytest.raises(DataError, match=r"tables\.previous_quality: .*counts\.json is missing"):
        check(tables, tmp_path / "out", {}, previous=tmp_path)
