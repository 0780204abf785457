import asyncio
import gzip
import subprocess
import sys
from datetime import date

import httpx
import orjson
import pytest

from ayne.api_server.app import create_app
from ayne.api_server.catalogue import Catalogue

EMBER = (
    b'{"id": 5, "title": "Ember", "original_title": "Ember", "release_date": "1999-03-05", "original_language": "en", '
    b'"popularity": 1.50, "vote_count": 12, "vote_average": 6.0, "genres": [{"id": 18, "name": "Drama"}], '
    b'"runtime": null, "revenue": 7, "adult": false, "video": false, '
    b'"credits": {"cast": [{"name": "Zora Alda"}], "crew": []}}'
)
PLAIN = EMBER.replace(b'"id": 5', b'"id": 6').split(b', "credits"')[0] + b"}"
GONE = (
    b'{"id": 7, "title": "Gone", "release_date": "1999-04-01", "genre_ids": [35], "success": false, "status_code": 34}'
)
TITLE = b'{"Title": "Ember",  "imdbID": "tt0000005", "Response": "True"}'
BROKEN = b'{"Plot": "inner\\spiritual\t", "imdbID": "tt0000006"}'
WRAPPED = orjson.dumps({"imdbID": "tt0000007", "raw": '{"Response":"False","Error":"Incorrect IMDb ID."}'})


class Client:
    """Asks the app without a socket."""

    def __init__(self, app, **headers):
        self._app = app
        self._headers = headers

    def get(self, path, **headers):
        return asyncio.run(self._get(path, self._headers | headers))

    async def _get(self, path, headers):
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://simulation") as client:
            return await client.get(path, headers=headers)


@pytest.fixture
def catalogue(tmp_path):
    tmdb, omdb = tmp_path / "1999.tmdb.jsonl.gz", tmp_path / "1999.omdb.jsonl.gz"
    tmdb.write_bytes(gzip.compress(b"\n".join((EMBER, PLAIN, GONE)) + b"\n"))
    omdb.write_bytes(gzip.compress(b"\n".join((TITLE, BROKEN, WRAPPED)) + b"\n"))
    return Catalogue.load([tmdb], [omdb])


@pytest.fixture
def client(catalogue):
    app = create_app(catalogue, tmdb_key="t-key", omdb_key="o-key", today=date(2026, 6, 30), omdb_limit=3)
    return Client(app, authorization="Bearer t-key")


def error(answer):
    return answer.status_code, answer.json().get("status_code")


def test_a_body_is_served_byte_for_byte_when_nothing_must_be_taken_out(client):
    assert client.get("/3/movie/5?append_to_response=credits").content == EMBER
    assert client.get("/3/movie/6").content == PLAIN


def test_appends_that_were_not_asked_for_are_left_out(client):
    body = client.get("/3/movie/5").json()
    assert "credits" not in body
    assert body == {key: value for key, value in orjson.loads(EMBER).items() if key != "credits"}


def test_appends_that_the_store_lacks_are_empty_and_the_rest_keeps_its_bytes(client):
    answer = client.get("/3/movie/6?append_to_response=credits,release_dates,nonsense")
    assert answer.content.startswith(PLAIN[:-1])
    assert answer.json() == orjson.loads(PLAIN) | {
        "credits": {"cast": [], "crew": []},
        "release_dates": {"results": []},
    }


def test_more_than_twenty_appends_are_code_27(client):
    assert client.get(f"/3/movie/5?append_to_response={','.join(['credits'] * 20)}").status_code == 200
    assert error(client.get(f"/3/movie/5?append_to_response={','.join(['credits'] * 21)}")) == (400, 27)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/3/movie/8", (404, 34)),
        ("/3/movie/7", (404, 34)),
        ("/3/movie/tt0000005", (404, 6)),
        ("/3/nonsense", (404, 34)),
        ("/4/movie/5", (404, 34)),
        ("/3/discover/movie?page=501", (400, 22)),
        ("/3/discover/movie?page=0", (400, 22)),
        ("/3/discover/movie?page=one", (400, 22)),
        ("/3/discover/movie?primary_release_date.gte=1999-02-30", (400, 23)),
        ("/3/discover/movie?vote_count.gte=many", (422, 5)),
        ("/3/discover/movie?sort_by=budget.asc", (422, 5)),
        ("/3/movie/changes?start_date=2026-06-01&end_date=2026-06-16", (422, 20)),
        ("/3/movie/changes?start_date=2026-06-02&end_date=2026-06-01", (422, 20)),
        ("/3/movie/changes?start_date=yesterday", (400, 23)),
    ],
)
def test_what_tmdb_refuses(client, path, expected):
    answer = client.get(path)
    assert error(answer) == expected
    assert answer.json()["success"] is False
    assert answer.headers["content-type"] == "application/json;charset=utf-8"


@pytest.mark.parametrize("path", ["/3/movie/5", "/3/authentication", "/nonsense", "/3/movie/5?api_key=wrong"])
def test_without_the_key_every_path_answers_401(catalogue, path):
    client = Client(create_app(catalogue, tmdb_key="t-key", omdb_key="o-key"))
    assert error(client.get(path)) == (401, 7)
    assert error(client.get(path, authorization="Bearer wrong")) == (401, 7)


def test_both_kinds_of_key_are_right(catalogue):
    client = Client(create_app(catalogue, tmdb_key="t-key", omdb_key="o-key"))
    expected = {"success": True, "status_code": 1, "status_message": "Success."}
    assert client.get("/3/authentication?api_key=t-key").json() == expected
    assert client.get("/3/authentication", authorization="Bearer t-key").json() == expected


def test_a_movie_that_only_the_list_knows_is_in_the_list(client):
    body = client.get("/3/discover/movie?with_genres=35").json()
    assert [entry["id"] for entry in body["results"]] == [7]
    assert body["results"][0]["genre_ids"] == [35]
    assert "success" not in body["results"][0]


def test_changes_of_a_day_are_the_same_every_time_and_no_movie_twice(world):
    catalogue = Catalogue.load(sorted(world.glob("*.tmdb.jsonl.gz")))
    app = create_app(catalogue, tmdb_key="t-key", omdb_key="o-key", today=date(2026, 6, 30))
    client = Client(app, authorization="Bearer t-key")
    query = "/3/movie/changes?start_date=2026-06-01&end_date=2026-06-15"
    first, second = (client.get(f"{query}&page={page}").json() for page in (1, 2))
    ids = [entry["id"] for entry in first["results"] + second["results"]]
    assert len(first["results"]) == 100
    assert len(ids) == len(set(ids)) > 100
    assert first["total_pages"] == -(-first["total_results"] // 100)
    last_day = client.get("/3/movie/changes").json()
    assert last_day == client.get("/3/movie/changes?start_date=2026-06-29&end_date=2026-06-30").json()
    assert 0 < last_day["total_results"] < first["total_results"]


def test_omdb_serves_the_stored_bytes_json_or_not(client):
    assert client.get("/?i=tt0000005&apikey=o-key").content == TITLE
    assert client.get("/?i=tt0000006&apikey=o-key").content == BROKEN
    assert client.get("/?i=tt0000007&apikey=o-key").json()["Error"] == "Incorrect IMDb ID."


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("?i=tt0000005", 401, "No API key provided."),
        ("?i=tt0000005&apikey=wrong", 401, "Invalid API key!"),
        ("?i=tt9999999&apikey=o-key", 200, "Error getting data."),
        ("?i=5&apikey=o-key", 200, "Incorrect IMDb ID."),
        ("?apikey=o-key", 200, "Incorrect IMDb ID."),
    ],
)
def test_what_omdb_refuses(client, query, status, message):
    answer = client.get(f"/{query}")
    assert answer.status_code == status
    assert answer.json() == {"Response": "False", "Error": message}


def test_omdb_s_limit_ends_its_answers_for_the_right_key_only(client):
    for _ in range(3):
        assert client.get("/?i=tt0000005&apikey=o-key").status_code == 200
    limited = client.get("/?i=tt0000005&apikey=o-key")
    assert (limited.status_code, limited.json()["Error"]) == (401, "Request limit reached!")
    assert client.get("/?i=tt0000005&apikey=wrong").json()["Error"] == "Invalid API key!"


def test_lines_that_are_no_answers_are_passed_over_with_a_warning(tmp_path, caplog):
    path = tmp_path / "1999.tmdb.jsonl.gz"
    path.write_bytes(gzip.compress(EMBER + b"\n{\n[]\n"))
    assert list(Catalogue.load([path]).movies) == [5]
    assert "1999.tmdb.jsonl.gz: 2 lines are not answers, and are skipped" in caplog.text


def test_the_app_needs_neither_numpy_nor_polars():
    code = "import sys, ayne.api_server.app; print({'numpy', 'polars', 'uvicorn'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
