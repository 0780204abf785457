"""Connections: the real APIs with a key from the environment, and worlds that answer in their place."""

from collections import Counter
from pathlib import Path

import orjson
import pytest

from ayne.collection.collect_year import collect_source
from ayne.collection.connect import checked_key, live_connection, replayed_connection
from ayne.core.errors import CollectError
from ayne.core.files import read_jsonl, write_jsonl
from ayne.sources.tmdb.year import collect_tmdb

HEAT = {"id": 949, "imdb_id": "tt0113277", "title": "Heat of Tests", "release_date": "1995-12-15", "vote_count": 7}
GONE = {"id": 950, "title": "Gone", "release_date": "1995-12-16", "success": False, "status_code": 34}
TITLE = b'{"Title": "Heat of Tests", "imdbID": "tt0113277", "BoxOffice": "$67,436,818", "Response": "True"}'


@pytest.fixture
def world(tmp_path: Path) -> Path:
    write_jsonl(tmp_path / "1995.tmdb.jsonl.gz", map(orjson.dumps, [HEAT, GONE]))
    write_jsonl(tmp_path / "1995.omdb.jsonl.gz", [TITLE])
    return tmp_path


def collect(world: Path, source: str) -> list[dict]:
    out, journal = world / "raw" / f"{source}.jsonl.gz", world / "journal"
    connection = replayed_connection(source, world / f"1995.{source}.jsonl.gz", catalogue="archive", as_of="2024-01-16")
    if source == "tmdb":
        collect_tmdb(1995, world / "raw" / "discover.jsonl.gz", out, journal, connection)
    else:
        collect_source(source, 1995, world / "raw" / "tmdb.jsonl.gz", out, journal, connection)
    return [orjson.loads(line) for line in read_jsonl(out)]


def test_a_world_answers_as_both_apis_do(world: Path) -> None:
    heat, gone = collect(world, "tmdb")
    assert (heat["id"], heat["body"]["title"], heat["fetched_at"]) == (949, "Heat of Tests", "2024-01-16T00:00:00Z")
    assert (gone["id"], gone["status"], gone["body"]["status_code"]) == (950, 404, 34)
    (title,) = collect(world, "omdb")
    assert title["body"]["BoxOffice"] == "$67,436,818"
    assert TITLE in next(read_jsonl(world / "raw" / "omdb.jsonl.gz"))


def test_the_journal_tells_worlds_apart(world: Path) -> None:
    collect(world, "tmdb")
    write_jsonl(world / "1995.tmdb.jsonl.gz", [orjson.dumps(HEAT | {"title": "Heat, Edited"})])
    assert [record["body"]["title"] for record in collect(world, "tmdb")] == ["Heat, Edited"]
    lines = (world / "journal" / "tmdb" / "movies" / "1995.jsonl").read_bytes().splitlines()
    assert sorted(Counter(orjson.loads(line)["origin"] for line in lines).values()) == [1, 2]


def test_a_live_connection_takes_its_key_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMDB_API_KEY", " eyJhbGci.token\n")
    named = {"key_name": "TMDB_API_KEY", "as_of": "2026-06-30"}
    live = live_connection("tmdb", requests_per_second=40, timeout=5, **named)
    assert (live.key.value, live.key.query, live.base_url) == ("eyJhbGci.token", None, "https://api.themoviedb.org/3")
    assert (live.origin, live.transport, live.requests_per_second, live.timeout_s) == ("live", None, 40, 5)
    assert "eyJhbGci" not in repr(live)


@pytest.mark.parametrize("value", [None, "", "  ", "two words", "schlüssel", "new\nline"])
def test_what_is_no_key_is_refused_without_being_shown(value: str | None) -> None:
    with pytest.raises(CollectError, match="TMDB_API_KEY") as raised:
        checked_key(value, "TMDB_API_KEY")
    assert not (value or "").strip() or value not in str(raised.value)
