"""Whatever the live services write in the place of a list, an object or a value: the run goes on, nothing vanishes."""

import json
import re
from urllib.parse import parse_qs

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.collection.test_strange_bodies import FIELDS, JSON, SNAPSHOT, YEAR, Study, movie
from tests.fixtures.connections import FakeTime
from tests.tables.conftest import rows_of
from tests.tables.test_counts import sources_of

from ayne.collection.collect_year import collect_source
from ayne.core.files import read_json
from ayne.http_client.connection import LIVE, Connection
from ayne.http_client.key import Key
from ayne.sources.tmdb.year import collect_tmdb
from ayne.tables.list_entries import NO_ID
from ayne.tables.rejected import build_rejected

# A service that says `success: false` or `Response: False` is asked again: that is an error, and no strange body.
MOVIE_FIELDS = sorted(FIELDS.keys() - {"success", "status_message"})
TITLE = {
    "Title": "T", "Year": "2010", "Rated": "PG", "Released": "07 May 2010", "Runtime": "121 min", "Genre": "Drama",
    "Director": "A", "Actors": "B, C", "Awards": "1 win", "Metascore": "61", "imdbRating": "6.5", "imdbVotes": "1,204",
    "Ratings": [{"Source": "Rotten Tomatoes", "Value": "61%"}], "BoxOffice": "$6,000", "imdbID": "", "Response": "True",
}  # fmt: skip
TITLE_FIELDS = sorted(TITLE.keys() - {"Response"})


def as_json(body):
    """A body as a service sends it: its numbers may be of any size."""
    return json.dumps(body).encode()


class LiveStudy(Study):
    """Collected from services that answer as told, and parsed, in a folder of its own."""

    def ask(self, entries, movies, titles):
        """`entries` are the year's list, `movies` and `titles` the bodies by id."""

        def answer(request: httpx.Request) -> httpx.Response:
            query, path = parse_qs(request.url.query.decode()), request.url.path
            if "i" in query:
                return httpx.Response(200, content=as_json(titles[query["i"][0]]))
            if match := re.fullmatch(r"/3/movie/(\d+)", path):
                return httpx.Response(200, content=as_json(movies[int(match[1])]))
            page = int(query["page"][0])
            totals = {"page": page, "total_pages": "1", "total_results": len(entries)}
            return httpx.Response(200, content=as_json(totals | {"results": entries}))

        given = {
            "base_url": "https://api.themoviedb.org/3", "key": Key("5ecre7"), "key_name": "KEY", "as_of": SNAPSHOT,
            "origin": LIVE, "transport": httpx.MockTransport(answer), "clock": FakeTime().clock, "attempts": 2,
        }  # fmt: skip
        raw, discover = (self.tables.path(f"raw/tmdb/{kind}/{YEAR}", "jsonl.gz") for kind in ("movies", "discover"))
        collect_tmdb(YEAR, discover, raw, self.folder / "journal", Connection(**given))
        asked = self.tables.path(f"raw/omdb/{YEAR}", "jsonl.gz")
        collect_source("omdb", YEAR, raw, asked, self.folder / "journal", Connection(**given))
        self.tables.parse_file("tmdb", raw, YEAR)
        self.tables.parse_file("omdb", asked, YEAR)
        self.tables.build("movies")
        refused = [self.tables.path(table, "rejected.parquet") for table in ("movies", "tmdb_movies", "omdb_movies")]
        sources = {
            source: files._replace(
                raw=[raw if source == "tmdb" else asked],
                typed=files.typed[:1],
                rejected=files.rejected[:1],
                lists=[discover] if source == "tmdb" else [],
            )
            for source, files in sources_of(self.tables).items()
        }
        out, counts = self.tables.path("rejected"), self.tables.path("counts", "json")
        build_rejected(sources, refused, out, counts)
        return read_json(counts), rows_of(out)


@pytest.fixture
def new_study(tmp_path_factory):
    return lambda: LiveStudy(tmp_path_factory.mktemp("study"))


def test_an_entry_without_a_whole_id_is_rejected_and_the_others_are_asked_for(new_study):
    entries = [
        {"id": 1}, {"id": None, "title": "No id"}, {"title": "T"}, None, 7, {"id": 2.5}, {"id": True}, {"id": "2"},
        {"id": -3}, {"id": 10**18 * 100.0}, [{"id": 9}], {"id": 3.0, "vote_count": "many"},
    ]  # fmt: skip
    counts, rejected = new_study().ask(entries, {n: movie(n, imdb_id=None, external_ids={}) for n in (1, 2, 3)}, {})
    assert (counts["tmdb"]["records"], counts["tmdb"]["kept"]) == (3, 3)
    assert counts["tmdb"]["rejected_entries"] == {NO_ID: 9}
    assert {"source": "tmdb", "record_id": "discover/2010:1, entry 2", "field": "",
            "value": '{"id":null,"title":"No id"}', "reason": NO_ID} in rejected  # fmt: skip


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    entries=st.lists(st.one_of(JSON, st.dictionaries(st.sampled_from(["id", "release_date", "vote_count"]), JSON))),
    bodies=st.lists(st.dictionaries(st.sampled_from(MOVIE_FIELDS), JSON, max_size=4), min_size=5, max_size=20),
    titles=st.lists(st.dictionaries(st.sampled_from(TITLE_FIELDS), JSON, max_size=4), min_size=5, max_size=20),
)
@example(entries=[{"id": 1, "release_date": 5, "vote_count": [3]}], bodies=[{"imdb_id": 7}], titles=[{"Ratings": {}}])
def test_no_list_and_no_body_of_a_live_service_ends_a_run(new_study, entries, bodies, titles):
    of_titles = {
        f"tt{9_000_000 + n}": TITLE | {"imdbID": f"tt{9_000_000 + n}"} | fields for n, fields in enumerate(titles)
    }
    of_movies = {n: movie(n, **fields) for n, fields in enumerate(bodies, start=1000)}
    of_movies |= {n: movie(n, imdb_id=imdb_id) for n, imdb_id in enumerate(of_titles, start=2000)}
    listed = [*entries, *({"id": n} for n in of_movies)]
    counts, _ = new_study().ask(listed, AnyKey(of_movies), AnyKey(of_titles, TITLE))
    of_tmdb = counts["tmdb"]
    assert len(of_movies) <= of_tmdb["records"] <= len(of_movies) + len(entries)
    assert of_tmdb["records"] + sum(of_tmdb.get("rejected_entries", {}).values()) <= len(of_movies) + len(entries)
    for count in counts.values():
        assert count["records"] == count["kept"] + count["duplicates"] + sum(count["rejected_records"].values())
    assert counts["omdb"]["records"] >= len(titles)


class AnyKey(dict):
    """Bodies by id; of an id that a strange list has made up, one about another movie."""

    def __init__(self, bodies, other=None):
        super().__init__(bodies)
        self.other = other

    def __missing__(self, number):
        return self.other or movie(1)
