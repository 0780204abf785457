"""One year of TMDB, collected again later: the list, the movies that are due, and those that TMDB left unchanged."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from ayne.collection.state import shard_state
from ayne.http_client.connection import Connection
from ayne.sources.tmdb.year import collect_tmdb

# Movies 1 to 10 were released in January, 11 to 20 in June: 30 and 5 days are their intervals in July.
MOVIES = {n: (date(2026, 1, 1) + timedelta(days=n + 150 * (n > 10)), 100) for n in range(1, 21)}


@pytest.fixture
def collect(connect: Callable[..., Connection], tmp_path: Path) -> Callable:
    def run(app, as_of: str, **changes) -> list[str]:
        """Collect 2026, and return what was asked: ids of movies, or the name of a list."""
        app.asked = []
        raw = (tmp_path / "raw" / f"{kind}.jsonl.gz" for kind in ("discover", "movies"))
        collect_tmdb(2026, *raw, tmp_path / "journal", connect(app, as_of=as_of, **changes))
        return [asked.split("?")[0].split("/")[2] for asked in app.asked]

    return run


def movies(asked: list[str]) -> list[int]:
    return sorted(int(name) for name in asked if name.isdigit())


def test_a_young_list_is_not_walked_again(collect, small_tmdb) -> None:
    app = small_tmdb(MOVIES)
    assert len(collect(app, "2026-06-30")) == 21
    assert collect(app, "2026-07-04") == []


def test_a_list_that_is_due_brings_new_movies_and_those_that_are_due(collect, small_tmdb) -> None:
    app = small_tmdb(dict(MOVIES))
    collect(app, "2026-06-30")
    app.movies[21] = (date(2026, 12, 24), 0)
    asked = collect(app, "2026-07-05")
    assert asked.count("movie") == 2
    assert movies(asked) == list(range(11, 22))


def test_the_raw_files_of_an_earlier_snapshot_need_no_request(collect, small_tmdb, tmp_path: Path) -> None:
    app = small_tmdb(dict(MOVIES))
    collect(app, "2026-06-30")
    before = (tmp_path / "raw" / "movies.jsonl.gz").read_bytes()
    app.movies[21] = (date(2026, 12, 24), 0)
    collect(app, "2026-07-20")
    assert (tmp_path / "raw" / "movies.jsonl.gz").read_bytes() != before
    assert collect(app, "2026-06-30") == []
    assert (tmp_path / "raw" / "movies.jsonl.gz").read_bytes() == before


def test_the_state_tells_the_day_of_the_next_list(collect, small_tmdb, tmp_path: Path) -> None:
    collect(small_tmdb(MOVIES), "2026-06-30")
    state = shard_state(tmp_path / "journal", "tmdb", 2026, "simulated")
    assert (state.list_due, state.due) == ("2026-07-05", {"2026-07-05": 10, "2026-07-30": 10})


def test_movies_that_tmdb_has_not_changed_are_spared(collect, small_tmdb) -> None:
    app = small_tmdb(MOVIES, changed=[12, 15, 99])
    collect(app, "2026-06-30", origin="live")
    asked = collect(app, "2026-07-05", origin="live")
    assert movies(asked) == [12, 15]
    assert asked.count("changes") == 1


def test_what_was_spared_is_due_an_interval_later(collect, small_tmdb, tmp_path: Path) -> None:
    app = small_tmdb(MOVIES, changed=[12])
    collect(app, "2026-06-30", origin="live")
    collect(app, "2026-07-05", origin="live")
    assert shard_state(tmp_path / "journal", "tmdb", 2026, "live").due["2026-07-10"] == 10


def test_a_list_of_changes_longer_than_the_movies_is_not_read(collect, small_tmdb) -> None:
    app = small_tmdb(MOVIES, changed=[12], more_changes=10)
    collect(app, "2026-06-30", origin="live")
    asked = collect(app, "2026-07-05", origin="live")
    assert movies(asked) == list(range(11, 21))
    assert asked.count("changes") == 1


def test_without_a_list_of_changes_all_that_is_due_is_asked(collect, small_tmdb, caplog) -> None:
    class Broken(small_tmdb):
        def answer(self, path, query):
            return (500, {}) if path.endswith("/changes") else super().answer(path, query)

    app = Broken(MOVIES)
    collect(app, "2026-06-30", origin="live")
    assert movies(collect(app, "2026-07-05", origin="live", attempts=1)) == list(range(11, 21))
    assert "nothing is unchanged_upstream" in caplog.text


def test_a_list_that_comes_out_short_is_walked_once_more(collect, small_tmdb, caplog: pytest.LogCaptureFixture) -> None:
    class Shifting(small_tmdb):
        """Loses the first movie of the second page, on the first walk only."""

        def page(self, query):
            status, body = super().page(query)
            walks = sum("discover" in asked and "page=2" in asked for asked in self.asked)
            lost = query["page"] == "2" and walks == 1
            return status, body | {"results": body["results"][lost:]}

    more = {n: (date(2026, 1, 1) + timedelta(days=n), 0) for n in range(1, 31)}
    asked = collect(Shifting(more), "2026-06-30")
    assert movies(asked) == list(range(1, 31))
    assert len(asked) == 30 + 4
    assert "announced" not in caplog.text
