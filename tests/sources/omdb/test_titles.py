"""One year of OMDb, asked by the IMDb ids of TMDB's movies."""

import logging
from pathlib import Path
from urllib.parse import parse_qsl

import orjson
import pytest

from ayne.collection.collect_year import collect_source
from ayne.core.files import write_jsonl
from ayne.sources.omdb.source import SOURCE

BROKEN = b'{"Title":"Broken","Plot":"inner\\spiritual","Response":"True"}'


class SmallOmdb:
    """Knows every id but two: one is not in its database, one has broken JSON; counts down its quota."""

    def __init__(self, quota: int = 1000) -> None:
        self.quota, self.asked = quota, []

    async def __call__(self, scope, _receive, send) -> None:
        self.asked.append(scope["query_string"].decode())
        status, body = self.answer(dict(parse_qsl(self.asked[-1]))["i"])
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})

    def answer(self, imdb_id: str) -> tuple[int, bytes]:
        self.quota -= 1
        if self.quota < 0:
            return 401, b'{"Response":"False","Error":"Request limit reached!"}'
        if imdb_id == "tt0000404":
            return 200, b'{"Response":"False","Error":"Error getting data."}'
        if imdb_id == "tt0000666":
            return 200, BROKEN
        return 200, orjson.dumps({"Title": "Dune", "imdbID": imdb_id, "Response": "True"})


def tmdb_file(path: Path, bodies: list[dict]) -> Path:
    records = [{"id": n, "status": 200, "body": {"id": n} | body} for n, body in enumerate(bodies)]
    records.append({"id": 99, "status": 404, "body": {"success": False, "status_code": 34}})
    records.append({"id": 98, "status": 200, "body_text": '{"id":98,"imdb_id":"tt9999998'})
    write_jsonl(path, map(orjson.dumps, records))
    return path


@pytest.fixture
def collect(connect, tmp_path: Path, records):
    def run(app, bodies: list[dict]) -> list[dict]:
        movies, out = tmdb_file(tmp_path / "movies.jsonl.gz", bodies), tmp_path / "titles.jsonl.gz"
        connection = connect(
            app, base_url=SOURCE.base_url, key=SOURCE.key("5ecre7"), key_name="OMDB_API_KEY", connections=1
        )
        collect_source("omdb", 1999, movies, out, tmp_path / "journal", connection)
        return records(out)

    return run


def test_a_title_is_asked_for_with_the_key_first(collect) -> None:
    app = SmallOmdb()
    (record,) = collect(app, [{"imdb_id": "tt1160419"}])
    assert app.asked == ["apikey=5ecre7&i=tt1160419&plot=short&r=json"]
    assert record["id"] == "tt1160419"
    assert record["url"] == "https://www.omdbapi.com/?i=tt1160419&plot=short&r=json"


def test_movies_without_a_usable_imdb_id_are_counted(collect, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    bodies = [{"imdb_id": bad} for bad in (None, "", "nm0000001", "tt123", "tt12345678901")]
    app = SmallOmdb()
    assert collect(app, bodies) == []
    assert app.asked == []
    assert "omdb 1999: 2 movies not asked for: no IMDb id" in caplog.messages
    assert "omdb 1999: 3 movies not asked for: malformed IMDb id" in caplog.messages


def test_an_imdb_id_of_two_movies_is_asked_for_once(collect, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    app = SmallOmdb()
    records = collect(app, [{"imdb_id": " tt1160419 "}, {"imdb_id": None, "external_ids": {"imdb_id": "tt1160419"}}])
    assert (len(app.asked), len(records)) == (1, 1)
    assert "omdb 1999: 1 movies not asked for: asked for already, for another movie" in caplog.messages


def test_errors_and_broken_records_are_kept_as_what_they_are(collect) -> None:
    records = collect(SmallOmdb(), [{"imdb_id": f"tt0000{n}"} for n in (666, 404, 100)])
    assert [(r["id"], r["status"]) for r in records] == [("tt0000100", 200), ("tt0000404", 200), ("tt0000666", 200)]
    assert records[1]["body"]["Error"] == "Error getting data."
    assert records[2]["body_text"].encode() == BROKEN


def test_a_used_up_quota_is_kept_as_no_movie_and_the_next_day_goes_on(collect, caplog) -> None:
    bodies = [{"imdb_id": f"tt000000{n}"} for n in range(1, 6)]
    assert len(collect(SmallOmdb(quota=3), bodies)) == 3
    assert "omdb movies 1999: 2 of 5 movies are left for another day" in caplog.text
    app = SmallOmdb()
    assert [record["body"]["Response"] for record in collect(app, bodies)] == ["True"] * 5
    assert len(app.asked) == 2
