import gzip
import json
import subprocess
import sys
from datetime import date

import polars as pl
import pytest

from ayne.api_server.archive import split_archive
from ayne.core.errors import DataError
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
    told = [body for body in bodies if "success" not in body and body["id"] in truth]
    assert len(told) > 1400
    for body in told:
        row = truth[body["id"]]
        assert (body["budget"], body["revenue"]) == (row["budget_received"], row["revenue_received"])
        assert body["release_date"] == row["release_date"].isoformat()


def test_a_simulated_archive_splits_into_the_simulated_world(tmp_path):
    written = write_archive(tmp_path / "archive", **WORLD)
    direct = write_world(tmp_path / "direct", **WORLD, years=range(2020, 2028))
    split = split_archive(tmp_path / "archive", tmp_path / "split", range(2020, 2028))
    assert split["tmdb_lines"] + split["tmdb_undated"] == written["tmdb_lines"]
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


EMBER = b'{"id": 5, "title": "Ember",  "release_date": "1999-03-05", "imdb_id": "tt0000005", "odd": 1.50}'
REEF = b'{"id": 6, "title": "Reef", "release_date": "2001-03-05", "imdb_id": "tt0000006"}'
UNDATED = b'{"id": 7, "title": "Nobody Knows When", "release_date": "", "imdb_id": "tt0000007"}'
ANCIENT = b'{"id": 8, "title": "Waltz", "release_date": "1916-01-01", "imdb_id": null}'
SECOND_REEF = b'{"id": 9, "title": "Reef", "release_date": "1999-12-31", "imdb_id": "tt0000006"}'


def test_movies_go_to_their_year_byte_for_byte(archive, tmp_path):
    counts = split_archive(archive([EMBER, REEF, UNDATED, ANCIENT]), tmp_path / "out", range(1999, 2002))
    assert lines(tmp_path / "out/1999.tmdb.jsonl.gz") == [EMBER]
    assert lines(tmp_path / "out/2000.tmdb.jsonl.gz") == []
    assert lines(tmp_path / "out/2001.tmdb.jsonl.gz") == [REEF]
    assert (counts["tmdb_lines"], counts["tmdb_undated"], counts["tmdb_out_of_range"]) == (2, 1, 1)


def test_titles_follow_their_movies_and_strangers_are_counted(archive, tmp_path):
    titles = [
        b'{"imdbID": "tt0000006", "Title": "Reef"}',
        b'{"imdbID": "tt0000005", "Plot": "inner\\spiritual\x1f"}',
        b'{"imdbID": "tt9999999", "Title": "Stranger"}',
        b'{"imdbID": "tt0000007", "Title": "Nobody Knows When"}',
        b'{"Response":"False","Error":"Request limit reached!"}',
    ]
    counts = split_archive(archive([EMBER, REEF, UNDATED, SECOND_REEF], titles), tmp_path / "out", range(1999, 2002))
    assert lines(tmp_path / "out/1999.omdb.jsonl.gz") == titles[:2]
    assert lines(tmp_path / "out/2001.omdb.jsonl.gz") == titles[:1]
    assert (counts["omdb_lines"], counts["omdb_without_movie"], counts["omdb_without_id"]) == (2, 2, 1)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"id": 5, ', "line 2: not JSON"),
        (b'{"title": "Ember"}', "line 2: no whole number as id"),
        (b'["id"]', "line 2: no whole number as id"),
    ],
)
def test_a_damaged_movie_is_named_by_file_and_line(archive, tmp_path, line, reason):
    with pytest.raises(DataError, match=rf"movies\.jsonl\.gz, {reason}"):
        split_archive(archive([EMBER, line]), tmp_path / "out", range(1999, 2002))
    assert not list((tmp_path / "out").iterdir())


def test_a_title_that_is_neither_json_nor_text_with_an_id_is_named(archive, tmp_path):
    with pytest.raises(DataError, match=r"titles\.jsonl\.gz, line 1: neither JSON nor text with an imdbID"):
        split_archive(archive([EMBER], [b"<html>Bad gateway</html>"]), tmp_path / "out", range(1999, 2002))


def test_a_missing_archive_is_named(tmp_path):
    with pytest.raises(DataError, match=r"movies\.jsonl\.gz: missing; an archive holds"):
        split_archive(tmp_path / "nowhere", tmp_path / "out", range(1999, 2002))


def test_a_file_cut_short_is_named_with_its_last_good_line(archive, tmp_path):
    folder = archive([EMBER, REEF])
    path = folder / "tmdb/movies.jsonl.gz"
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises(DataError, match=r"movies\.jsonl\.gz: damaged after line \d"):
        split_archive(folder, tmp_path / "out", range(1999, 2002))


def test_a_file_that_is_no_gzip_is_named(archive, tmp_path):
    folder = archive([EMBER])
    (folder / "tmdb/movies.jsonl.gz").write_bytes(EMBER)
    with pytest.raises(DataError, match=r"movies\.jsonl\.gz: damaged after line 0"):
        split_archive(folder, tmp_path / "out", range(1999, 2002))
