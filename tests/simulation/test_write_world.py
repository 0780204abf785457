import gzip
import json
import subprocess
import sys
from datetime import date

import polars as pl
import pytest

from ayne.api_server.archive import split_archive
from ayne.core.files import sha256_file
from ayne.simulation.write_world import write_archive, write_world

SNAPSHOT = date(2026, 6, 30)
WORLD = {"seed": 3, "movies": 200, "first_year": 2020, "snapshot": SNAPSHOT}


def lines(path):
    *content, rest = gzip.decompress(path.read_bytes()).split(b"\n")
    assert rest == b""
    return content


def test_every_file_repeats_byte_for_byte(tmp_path):
    for name in ("one", "two"):
        write_world(tmp_path / name, **WORLD, years=range(2020, 2028))
    one = {path.name: sha256_file(path) for path in (tmp_path / "one").iterdir()}
    assert len(one) == 8 * 2 + 2
    assert one == {path.name: sha256_file(path) for path in (tmp_path / "two").iterdir()}


def test_several_processes_write_the_same_bytes_as_one(tmp_path, monkeypatch):
    monkeypatch.setattr("ayne.simulation.processes_of_world.MOVIES_OF_A_PROCESS", 10)
    for processes in (1, 3):
        write_world(
            tmp_path / str(processes), **WORLD, years=range(2018, 2026), apis=["tmdb", "omdb", "wikidata"],
            processes=processes,
        )  # fmt: skip
    one = {path.name: sha256_file(path) for path in (tmp_path / "1").iterdir()}
    assert len(one) == 8 * 3 + 3
    assert one == {path.name: sha256_file(path) for path in (tmp_path / "3").iterdir()}


def test_several_processes_write_the_same_archive_as_one(tmp_path, monkeypatch):
    monkeypatch.setattr("ayne.simulation.processes_of_world.MOVIES_OF_A_PROCESS", 10)
    for processes in (1, 2):
        write_archive(tmp_path / str(processes), **WORLD, processes=processes)
    one, two = (
        {path.name: sha256_file(path) for path in (tmp_path / name).rglob("*.*") if path.is_file()} for name in "12"
    )
    assert sorted(one) == ["counts.json", "movies.jsonl.gz", "titles.jsonl.gz", "truth.parquet"]
    assert one == two


def test_years_without_movies_get_empty_files_and_other_years_are_counted(tmp_path):
    counts = write_world(tmp_path, **WORLD, years=range(2018, 2024))
    assert lines(tmp_path / "2018.tmdb.jsonl.gz") == []
    assert lines(tmp_path / "2018.omdb.jsonl.gz") == []
    assert not (tmp_path / "2024.tmdb.jsonl.gz").exists()
    twins = counts["tmdb_lines"] + counts["tmdb_undated"] + counts["tmdb_out_of_range"] - 200
    assert 0 <= twins <= 3
    assert counts["tmdb_out_of_range"] > 80
    assert json.loads((tmp_path / "counts.json").read_text()) == counts


def test_truth_has_every_movie_once(world):
    truth = pl.read_parquet(world / "truth.parquet")
    assert len(truth) == 1500
    assert truth["tmdb_id"].is_sorted()
    assert truth["tmdb_id"].n_unique() == 1500


def test_truth_knows_what_the_bodies_say(world, bodies):
    truth = {row["tmdb_id"]: row for row in pl.read_parquet(world / "truth.parquet").iter_rows(named=True)}
    known = [body for body in bodies if "success" not in body and body["id"] in truth]
    assert len(known) > 1400
    for body in known:
        row = truth[body["id"]]
        assert (body["budget"], body["revenue"]) == (row["budget_received"], row["revenue_received"])
        assert body["release_date"] == row["release_date"].isoformat()


def test_a_simulated_archive_splits_into_the_simulated_world(tmp_path):
    written = write_archive(tmp_path / "archive", **WORLD)
    direct = write_world(tmp_path / "direct", **WORLD, years=range(2020, 2028))
    split = split_archive(tmp_path / "archive", tmp_path / "split", range(2020, 2028))
    assert split["tmdb_lines"] == split["tmdb_used"] + split["tmdb_left_out"] == written["tmdb_lines"]
    assert split["omdb_lines"] == written["omdb_lines"] == direct["omdb_lines"]
    for year in range(2020, 2028):
        name = f"{year}.tmdb.jsonl.gz"
        with_details = [line for line in lines(tmp_path / "direct" / name) if b'"success":false' not in line]
        assert lines(tmp_path / "split" / name) == with_details


STREAM = """
import sys
from datetime import date
from pathlib import Path
from ayne.benchmarks.memory import peak_bytes
from ayne.simulation.write_world import write_archive
write_archive(Path(sys.argv[1]), seed=3, movies=40_000, first_year=1995, snapshot=date(2026, 6, 30))
print(peak_bytes())
"""


@pytest.mark.slow
def test_an_archive_is_streamed(tmp_path):
    done = subprocess.run([sys.executable, "-c", STREAM, tmp_path], capture_output=True, text=True, check=True)
    with gzip.open(tmp_path / "tmdb/movies.jsonl.gz") as written:
        size = sum(len(line) for line in written)
    assert size > 200e6
    assert int(done.stdout) < 180e6
