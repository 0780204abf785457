"""One year of TMDB: what is asked, and what the two raw files hold."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from ayne.core.errors import CollectError
from ayne.core.files import sha256_file
from ayne.http_client.connection import Connection
from ayne.sources.tmdb.source import SOURCE, movie_request, page_request
from ayne.sources.tmdb.year import collect_tmdb

DAY = date(1999, 1, 1)
WEEKLY = {n: (DAY + timedelta(days=7 * n), 100) for n in range(1, 51)}


@dataclass
class Paths:
    root: Path

    @property
    def discover(self) -> Path:
        return self.root / "raw" / "tmdb" / "discover" / "1999.jsonl.gz"

    @property
    def movies(self) -> Path:
        return self.root / "raw" / "tmdb" / "movies" / "1999.jsonl.gz"

    @property
    def journal(self) -> Path:
        return self.root / "journal"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path)


@pytest.fixture
def collect(connect: Callable[..., Connection], paths: Paths) -> Callable[..., None]:
    def run(app, year: int = 1999, min_vote_count: int = 0, **changes) -> None:
        collect_tmdb(year, paths.discover, paths.movies, paths.journal, connect(app, **changes), min_vote_count)

    return run


def test_a_year_is_its_pages_and_its_movies(collect, small_tmdb, paths: Paths, records) -> None:
    collect(small_tmdb(WEEKLY))
    assert [record["id"] for record in records(paths.discover)] == [1, 2, 3]
    assert [record["id"] for record in records(paths.movies)] == list(range(1, 51))
    assert records(paths.movies)[0] == {
        "id": 1,
        "url": "https://api.themoviedb.org/3/movie/1?append_to_response=credits,keywords,release_dates,external_ids,videos",
        "fetched_at": "2026-06-30T00:00:00Z",
        "as_of": "2026-06-30",
        "status": 200,
        "body": {"id": 1, "release_date": "1999-01-08"},
    }


def test_the_list_is_asked_for_by_date_with_direct_to_video_titles(collect, small_tmdb) -> None:
    app = small_tmdb(WEEKLY)
    collect(app)
    assert app.asked[0] == (
        "/discover/movie?include_adult=false&include_video=true&primary_release_date.gte=1999-01-01"
        "&primary_release_date.lte=1999-12-31&sort_by=primary_release_date.asc&page=1"
    )


def test_a_slice_of_over_500_pages_is_halved_until_it_fits(collect, small_tmdb, paths: Paths, records) -> None:
    app = small_tmdb(WEEKLY, crowded=100)
    collect(app)
    spans = [record["url"].split("primary_release_date")[1:3] for record in records(paths.discover)]
    assert [(first[5:15], last[5:15]) for first, last in spans] == [
        ("1999-01-01", "1999-04-02"),
        ("1999-04-03", "1999-07-02"),
        ("1999-07-03", "1999-10-01"),
        ("1999-10-02", "1999-12-31"),
    ]
    assert len(records(paths.movies)) == 50


def test_a_movie_on_two_pages_is_asked_for_once(collect, small_tmdb, paths: Paths, records, caplog) -> None:
    app = small_tmdb(WEEKLY, shift=True)
    collect(app)
    assert sum(asked.startswith("/movie/20?") for asked in app.asked) == 1
    assert [record["id"] for record in records(paths.movies)] == list(range(1, 51))


def test_a_list_shorter_than_announced_is_a_warning(collect, small_tmdb, caplog) -> None:
    app = small_tmdb(WEEKLY)
    page = app.page
    app.page = lambda query: (200, page(query)[1] | {"total_results": 55})
    collect(app)
    assert "1999-01-01..1999-12-31: 50 distinct movies listed, 55 announced" in caplog.text


def test_votes_choose_among_old_movies_only(collect, small_tmdb, paths: Paths, records) -> None:
    days = {1: date(2025, 6, 29), 2: date(2025, 6, 29), 3: date(2025, 6, 30)}
    collect(small_tmdb({1: (days[1], 9), 2: (days[2], 10), 3: (days[3], 0)}), year=2025, min_vote_count=10)
    assert [record["id"] for record in records(paths.movies)] == [2, 3]


def test_a_movie_gone_since_it_was_listed_is_a_tombstone(collect, small_tmdb, paths: Paths, records) -> None:
    collect(small_tmdb(WEEKLY, gone=frozenset({7})))
    assert [(r["id"], r["status"], r["body"]["status_code"]) for r in records(paths.movies) if r["status"] != 200] == [
        (7, 404, 34)
    ]


def test_a_second_run_asks_for_nothing_and_writes_the_same_bytes(collect, small_tmdb, paths: Paths) -> None:
    collect(small_tmdb(WEEKLY, gone=frozenset({7})))
    before = sha256_file(paths.movies), sha256_file(paths.discover)
    paths.movies.unlink()
    app = small_tmdb(WEEKLY)
    collect(app)
    assert app.asked == []
    assert (sha256_file(paths.movies), sha256_file(paths.discover)) == before


def test_a_changed_world_is_asked_anew(collect, small_tmdb) -> None:
    collect(small_tmdb(WEEKLY))
    app = small_tmdb(WEEKLY)
    collect(app, origin="simulated:1")
    assert len(app.asked) == 53


def test_a_year_without_movies_is_one_page(collect, small_tmdb, paths: Paths, records) -> None:
    collect(small_tmdb({}))
    assert [record["body"]["total_results"] for record in records(paths.discover)] == [0]
    assert records(paths.movies) == []


def test_a_wider_vote_count_leaves_collected_movies_out_of_the_raw_file(collect, small_tmdb, paths, records) -> None:
    collect(small_tmdb({1: (DAY, 5), 2: (DAY, 50)}))
    collect(small_tmdb({1: (DAY, 5), 2: (DAY, 50)}), min_vote_count=10)
    assert [record["id"] for record in records(paths.movies)] == [2]


def test_the_key_is_in_no_file_and_no_log(collect, small_tmdb, paths: Paths, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    collect(small_tmdb(WEEKLY))
    files = list(paths.root.rglob("*.jsonl"))
    assert len(files) == 2
    assert not any(b"5ecre7" in path.read_bytes() for path in files)
    assert "5ecre7" not in caplog.text


@pytest.mark.parametrize(
    ("first", "last", "votes", "page"),
    [(DAY, DAY, 0, 501), (DAY, DAY, 0, 0), (DAY, DAY - timedelta(days=1), 0, 1), (DAY, DAY, -1, 1)],
)
def test_what_tmdb_would_ignore_is_refused_here(first: date, last: date, votes: int, page: int) -> None:
    with pytest.raises(CollectError, match=r"TMDB cannot list 1999-01-01\.\."):
        page_request(SOURCE.base_url, first, last, votes, page)


def test_a_base_url_may_end_in_a_slash() -> None:
    assert movie_request("http://127.0.0.1:8000/3/", 11).url.startswith("http://127.0.0.1:8000/3/movie/11?")


@pytest.mark.parametrize(
    ("value", "query"),
    [("0123456789abcdef0123456789abcdef", "api_key"), ("eyJhbGciOiJIUzI1NiJ9.e30.c2ln", None)],
)
def test_a_v3_key_goes_into_the_query_and_a_token_into_the_header(value: str, query: str | None) -> None:
    assert SOURCE.key(value).query == query
