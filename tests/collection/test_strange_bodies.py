"""Whatever stands in the place of a list, an object or a value of a recorded body: nothing ends a build or vanishes."""

import gzip
import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.tables.conftest import Tables, rows_of
from tests.tables.test_counts import sources_of

from ayne.api_server.archive import split_archive
from ayne.collection.collect_year import collect_source
from ayne.collection.connect import replayed_connection
from ayne.core.files import read_json
from ayne.sources.numbers.movies import read_movies
from ayne.sources.tmdb.year import collect_tmdb
from ayne.tables.rejected import Archive, build_rejected

YEAR, SNAPSHOT = 2010, "2026-06-30"
FIELDS = {
    "adult": False, "belongs_to_collection": {"id": 70, "name": "C"}, "budget": 5_000,
    "genres": [{"id": 18, "name": "D"}],
    "homepage": "", "imdb_id": "tt9000001", "original_language": "en", "original_title": "T", "overview": "O",
    "popularity": 3.5, "poster_path": None, "backdrop_path": None, "revenue": 6_000, "runtime": 121, "title": "T",
    "production_companies": [{"id": 5, "name": "S", "origin_country": "GB"}], "tagline": "", "status": "Released",
    "production_countries": [{"iso_3166_1": "GB", "name": "United Kingdom"}], "video": False, "vote_average": 6.5,
    "spoken_languages": [{"iso_639_1": "en", "english_name": "English", "name": "English"}], "vote_count": 40,
    "keywords": {"keywords": [{"id": 1, "name": "k"}]}, "casts": {"cast": [], "crew": []},
    "releases": {"countries": []},
    "credits": {"cast": [{"id": 3, "name": "A", "character": "", "credit_id": "c", "order": 0}], "crew": []},
    "release_dates": {"results": [{"iso_3166_1": "US", "release_dates": [{"type": 3, "certification": "R"}]}]},
    "external_ids": {"imdb_id": "tt9000001"}, "success": None, "status_message": None,
}  # fmt: skip
STRANGE = [
    None, True, 7, 7.5, "", "text", "[{'id': 35}]", [], [None], [28, 12], [[{"id": 3}]], [{"name": "Drama"}], [{}], {},
    {"id": None}, {"results": 5}, {"cast": {"id": 3}}, {"keywords": [7]}, {"results": [{"release_dates": [None, 5]}]},
]  # fmt: skip


class Study:
    """An archive, collected and parsed in a folder of its own."""

    def __init__(self, folder):
        self.folder, self.tables = folder, Tables(folder / "tables")

    def write(self, name, bodies):
        path = self.folder / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [body if isinstance(body, bytes) else json.dumps(body).encode() for body in bodies]
        path.write_bytes(gzip.compress(b"\n".join(lines) + b"\n"))

    def run(self, movies, titles=(), min_vote_count=0):
        """Typed rows by id, and the rejected ones."""
        self.write("tmdb/movies.jsonl.gz", movies)
        self.write("omdb/titles.jsonl.gz", titles)
        split_archive(self.folder / "archive", self.folder / "world", [YEAR])
        raw, journal = self.tables.path(f"raw/tmdb/{YEAR}", "jsonl.gz"), self.folder / "journal"
        tmdb, omdb = (
            replayed_connection(
                name, self.folder / f"world/{YEAR}.{name}.jsonl.gz", catalogue="archive", as_of=SNAPSHOT
            )
            for name in ("tmdb", "omdb")
        )
        collect_tmdb(YEAR, self.folder / "discover.jsonl.gz", raw, journal, tmdb, min_vote_count)
        asked = self.tables.path(f"raw/omdb/{YEAR}", "jsonl.gz")
        collect_source("omdb", YEAR, raw, asked, journal, omdb)
        typed, rejected = self.tables.parse_file("tmdb", raw, YEAR)
        self.tables.parse_file("omdb", asked, YEAR)
        assert read_movies(raw.parent, [YEAR], date(2026, 6, 30)) is not None
        return {row["movie_id"]: row for row in typed}, rejected

    def counts(self, min_vote_count=0):
        """What became of every line and record, and the rejected ones."""
        self.tables.build("movies")
        refused = [self.tables.path(table, "rejected.parquet") for table in ("movies", "tmdb_movies", "omdb_movies")]
        out, counts = self.tables.path("rejected"), self.tables.path("counts", "json")
        sources = {
            source: files._replace(raw=files.raw[:1], typed=files.typed[:1], rejected=files.rejected[:1])
            for source, files in sources_of(self.tables).items()
        }
        archive = Archive(self.folder / "world" / "lines.parquet", min_vote_count)
        build_rejected(sources, refused, out, counts, archive=archive)
        return read_json(counts), rows_of(out)


@pytest.fixture
def study(tmp_path):
    return Study(tmp_path)


@pytest.fixture
def new_study(tmp_path_factory):
    return lambda: Study(tmp_path_factory.mktemp("study"))


def movie(number, **fields):
    return {"id": number, "release_date": "2010-05-07"} | FIELDS | fields


def is_harmless(field, value):
    """Whether nothing is lost: unknown, an empty list or object in its place, or what no table reads."""
    empty = isinstance(value, list | dict) and not value and isinstance(FIELDS[field], type(value))
    return value is None or value == "" or empty or field in {"success", "status_message", "external_ids"}


def test_every_field_may_hold_anything(study):
    cases = dict(enumerate(((field, value) for field in FIELDS for value in STRANGE), start=1))
    typed, rejected = study.run([movie(n, **{field: value}) for n, (field, value) in cases.items()])
    listed = {(row["record_id"], row["field"]) for row in rejected}
    assert typed.keys() == {
        n for n, (field, value) in cases.items() if (field, value) not in (("adult", True), ("video", True))
    }
    misread = {"genres", "production_companies", "spoken_languages", "production_countries", "belongs_to_collection"}
    for n, (field, value) in cases.items():
        if field in misread and value in (True, 7, 7.5, "text", "[{'id': 35}]", [28, 12], [[{"id": 3}]]):
            assert (str(n), field) in listed, (field, value)
        if is_harmless(field, value):
            assert not [name for record, name in listed if record == str(n) and name == field], (field, value)
    lines, _ = study.counts()
    assert lines["tmdb"]["archive"]["lines"] == len(cases)


KEYS = ["id", "name", "cast", "crew", "results", "countries", "keywords"]
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 10**20), st.floats(allow_nan=False, allow_infinity=False),
              st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    ),
    max_leaves=6,
)  # fmt: skip


@settings(max_examples=2, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(bodies=st.lists(st.dictionaries(st.sampled_from(sorted(FIELDS)), JSON, max_size=4), min_size=5, max_size=30))
def test_no_body_ends_a_build_and_every_line_is_accounted_for(new_study, bodies):
    study = new_study()
    study.run([movie(10_000), *(movie(n, **fields) for n, fields in enumerate(bodies, start=1))])
    counts, _ = study.counts()
    found = counts["tmdb"]["archive"]
    assert found["lines"] == len(bodies) + 1
    assert found["lines"] == found["used"] + sum(found["left_out"].values()) + sum(found["rejected"].values())
    assert counts["tmdb"]["records"] == found["used"]


def test_whole_numbers_beyond_64_bits_are_none(study):
    huge = 1 << 64
    typed, rejected = study.run([movie(1), movie(2, genres=[huge]), movie(3, vote_count=huge), movie(huge)])
    assert typed.keys() == {1, 2, 3}
    assert {(row["record_id"], row["field"]) for row in rejected} == {("2", "genres"), ("3", "vote_count")}
    lines, _ = study.counts()
    found = lines["tmdb"]["archive"]
    assert (found["lines"], found["used"], found["rejected"]) == (4, 3, {"no whole number as id": 1})


GONE = b'{"success":false,"status_code":34,"status_message":"The resource you requested could not be found."}'
UNREADABLE = b'{"Response":"False","Error":"Conversion from string "1000001a" to type \'Double\' is not valid."}'


def test_counts_add_up_from_the_lines_of_the_archive(study):
    movies = [
        movie(1), movie(2, adult="False"), movie(3, adult=True), movie(4, release_date="2010-05-07T00:00:00.000Z"),
        movie(5, release_date=" 2010-05-07"), movie(5, title="Later"), movie(6, release_date="2/20/15"),
        movie(7, vote_count=3),
        movie(8, release_date=""), movie(9, release_date="2011-01-01"), GONE, movie(10, imdb_id="tt9000010"),
    ]  # fmt: skip
    title = {"imdbID": "tt9000001", "Title": "T", "Response": "True"}
    study.run(movies, [title, UNREADABLE, title | {"imdbID": "tt9000099"}], min_vote_count=10)
    counts, rejected = study.counts(min_vote_count=10)
    assert counts["tmdb"]["archive"] == {
        "lines": 12,
        "used": 5,
        "left_out": {
            "fewer than 10 votes (catalogue.min_vote_count)": 1,
            "marked as adult": 1,
            "no release date": 1,
            "released in another year than 2010 to 2010": 1,
            "the same id again: the last line counts": 1,
        },
        "rejected": {
            "TMDB answered: The resource you requested could not be found.": 1,
            "no release date written YYYY-MM-DD": 1,
        },
    }
    assert (counts["tmdb"]["records"], counts["tmdb"]["kept"]) == (5, 5)
    assert counts["omdb"]["archive"] == {
        "lines": 3,
        "used": 1,
        "left_out": {"no movie of these years has this IMDb id": 1},
        "rejected": {"OMDb: Conversion from string \"1000001a\" to type 'Double' is not valid.": 1},
    }
    whole = {(row["source"], row["record_id"], row["reason"]) for row in rejected if row["field"] == ""}
    assert whole == {
        ("tmdb", "6", "no release date written YYYY-MM-DD"),
        ("tmdb", "line 11", "TMDB answered: The resource you requested could not be found."),
        ("omdb", "line 2", "OMDb: Conversion from string \"1000001a\" to type 'Double' is not valid."),
        ("omdb", "tt9000010", "not in the archive"),
    }


def test_older_bodies_and_todays_are_read_side_by_side(study):
    cast, crew = (
        [{"id": 3, "name": "A", "order": 0}],
        [{"id": 4, "name": "B", "job": "Director", "department": "Directing"}],
    )
    older = {
        "casts": {"cast": cast, "crew": crew},
        "releases": {"countries": [{"iso_3166_1": "US", "certification": "PG", "release_date": "2010-05-07"}]},
        "keywords": {"results": [{"id": 8, "name": "sea"}]},
    }
    new = {
        "credits": {"cast": cast, "crew": crew},
        "release_dates": {"results": [{"iso_3166_1": "US", "release_dates": [{"certification": "PG", "type": 3}]}]},
        "keywords": {"keywords": [{"id": 8, "name": "sea"}]},
    }
    plain = {key: value for key, value in movie(1).items() if key not in {*older, *new}}
    typed, rejected = study.run([plain | older, plain | new | {"id": 2}])
    assert rejected == []
    for row in typed.values():
        assert [(person["name"], person["id"]) for person in [*row["cast"], *row["crew"]]] == [("A", 3), ("B", 4)]
        assert row["keywords"] == [{"id": 8, "name": "sea"}]
        [country] = row["release_dates"]
        assert (country["iso_3166_1"], country["release_dates"][0]["certification"]) == ("US", "PG")
    assert str(typed[1]["release_dates"][0]["release_dates"][0]["release_date"]) == "2010-05-07 00:00:00"
