"""The measuring of what the tables cost."""

from datetime import date
from pathlib import Path

import duckdb
import orjson
import pytest

from ayne.benchmarks.archives import raw_line, simulated_archive, write_raw
from ayne.benchmarks.table_benchmark import Places, benchmark_tables, build_tables, copy_shards
from ayne.core.files import write_jsonl

ROOT = Path(__file__).resolve().parents[2]
PLACES = Places(
    ROOT / "config" / "tables",
    ROOT / "scripts" / "ayne" / "sql",
    ROOT / "scripts" / "ayne" / "data" / "cpi_us_annual.csv",
)


@pytest.fixture(scope="module")
def archives(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archives")
    simulated_archive(folder, 150)
    return folder


def count(paths):
    with duckdb.connect() as session:
        return session.execute(f"SELECT count(*) FROM read_parquet('{paths}')").fetchone()[0]


def test_a_bare_copy_has_the_types_that_one_would_write(tmp_path):
    bodies = {
        "tmdb": {"id": 7, "budget": 8, "release_date": "2010-07-16", "genres": [{"id": 18, "name": "Drama"}]},
        "omdb": {"imdbID": "tt7", "Runtime": "121 min"},
    }
    for source, body in bodies.items():
        lines = [raw_line("7", orjson.dumps(body))]
        write_jsonl(tmp_path / "raw" / source / "2010.jsonl.gz", lines)
    copy_shards(PLACES, tmp_path / "raw", tmp_path / "out")
    with duckdb.connect() as session:
        found = [
            session.execute(f"SELECT {fields} FROM read_parquet('{tmp_path}/out/bare/{source}/*')").fetchall()
            for source, fields in [
                ("tmdb", "as_of, body.id, body.budget, body.release_date, body.genres"),
                ("omdb", "as_of, body.Runtime"),
            ]
        ]
    day = date(2026, 6, 30)
    assert found == [[(day, 7, 8, date(2010, 7, 16), [{"id": 18, "name": "Drama"}])], [(day, "121 min")]]


@pytest.mark.slow
def test_a_bare_copy_and_the_tables_have_the_same_movies(archives, tmp_path):
    write_raw(simulated_archive(archives, 150), tmp_path / "raw")
    copy_shards(PLACES, tmp_path / "raw", tmp_path / "out")
    found = build_tables(PLACES, tmp_path / "raw", tmp_path / "out")
    assert (
        130 < count(tmp_path / "out" / "bare" / "tmdb" / "*.parquet") == count(tmp_path / "out" / "tmdb_movies.parquet")
    )
    assert set(found["cpu_seconds_by_step"]) > {"parse", "movies", "credits", "rejected"}
    assert found["peak_gb"] < 1


@pytest.mark.slow
def test_what_is_measured(archives, tmp_path):
    found = benchmark_tables(PLACES, archives, [150], 150, 1, tmp_path)
    assert 0 < found["throughput"]["share"] < 1
    assert found["throughput"]["raw_mb"] == pytest.approx(1.1, abs=0.5)
    assert [run["movies"] for run in found["sizes"]] == [150]
    assert found["per_movie"] == {"seconds": 1, "cpu_seconds": 1}
    assert list(tmp_path.iterdir()) == []
