"""Two recorded archives of the same movies, twenty months apart, collected into one journal."""

import os
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest

from ayne.api_server.archive import split_archive
from ayne.collection.connect import replayed_connection
from ayne.collection.state import shard_state
from ayne.core.files import read_jsonl
from ayne.sources.tmdb.year import collect_tmdb

DATA = Path(os.environ.get("AYNE_SHARED_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
MAY_2022, JANUARY_2024 = ("archive-2022-05", "2022-05-15"), ("archive", "2024-01-16")
YEAR = 2015

pytestmark = pytest.mark.skipif(
    not (DATA / MAY_2022[0]).is_dir() or not (DATA / JANUARY_2024[0]).is_dir(),
    reason=f"{DATA} holds no recorded archives; name their folder in AYNE_SHARED_DATA",
)


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("worlds")
    for archive, _ in (MAY_2022, JANUARY_2024):
        split_archive(DATA / archive, folder / archive, [YEAR])
    return {archive: folder / archive / f"{YEAR}.tmdb.jsonl.gz" for archive, _ in (MAY_2022, JANUARY_2024)}


@pytest.fixture
def collect(worlds: dict[str, Path], tmp_path: Path):
    def run(archive: str, as_of: str) -> dict[int, int | None]:
        """Collect the year; the revenue of each movie as of that day."""
        raw = tmp_path / as_of
        connection = replayed_connection("tmdb", worlds[archive], catalogue="archive", as_of=as_of)
        collect_tmdb(YEAR, raw / "discover.jsonl.gz", raw / "movies.jsonl.gz", tmp_path / "journal", connection)
        return revenues(raw / "movies.jsonl.gz")

    return run


def revenues(path: Path) -> dict[int, int | None]:
    return {record["id"]: record["body"].get("revenue") for record in map(orjson.loads, read_jsonl(path))}


def recorded(world: Path) -> dict[int, int | None]:
    return {body["id"]: body.get("revenue") for body in map(orjson.loads, read_jsonl(world))}


def n_answers(tmp_path: Path) -> int:
    return len((tmp_path / "journal" / "tmdb" / "movies" / f"{YEAR}.jsonl").read_bytes().splitlines())


def test_either_snapshot_shows_the_revenues_of_its_day(collect, worlds, tmp_path: Path) -> None:
    may, january = recorded(worlds[MAY_2022[0]]), recorded(worlds[JANUARY_2024[0]])
    assert collect(*MAY_2022) == may
    assert collect(*JANUARY_2024) == january
    changed = [tmdb_id for tmdb_id in may.keys() & january.keys() if may[tmdb_id] != january[tmdb_id]]
    assert len(changed) >= 10
    before = n_answers(tmp_path)
    assert before == len(may) + len(january)
    assert (collect(*MAY_2022), collect(*JANUARY_2024)) == (may, january)
    assert n_answers(tmp_path) == before


def test_between_two_refreshes_nothing_is_asked_and_the_old_answers_stand(collect, worlds, tmp_path: Path) -> None:
    may = collect(*MAY_2022)
    assert collect(JANUARY_2024[0], "2022-08-12") == may
    assert n_answers(tmp_path) == len(may)
    assert collect(JANUARY_2024[0], "2022-08-13") == recorded(worlds[JANUARY_2024[0]])


def test_every_movie_is_due_ninety_days_later(collect, tmp_path: Path) -> None:
    may = collect(*MAY_2022)
    state = shard_state(tmp_path / "journal", "tmdb", YEAR, "archive")
    assert state.due == {(date(2022, 5, 15) + timedelta(days=90)).isoformat(): len(may)}
