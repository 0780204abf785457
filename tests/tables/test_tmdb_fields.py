"""What TMDB writes, field by field, and what the typed table has of it."""

from datetime import date, datetime

import pytest

MISSHAPEN = "not of the expected form: the rest of it is used"


READABLE = [
    ("budget", 0, "budget", 0),  # the mirror keeps TMDB's 0; `movies` makes it null
    ("budget", 8, "budget", 8),
    ("budget", "12", "budget", 12),
    ("budget", 12.0, "budget", 12),
    ("revenue", 2_923_706_026, "revenue", 2_923_706_026),
    ("runtime", 0, "runtime", None),
    ("runtime", None, "runtime", None),
    ("runtime", 1440, "runtime", 1440),
    ("release_date", "", "release_date", None),
    ("release_date", "2010-07-16", "release_date", date(2010, 7, 16)),
    ("homepage", None, "homepage", None),
    ("homepage", "", "homepage", None),
    ("imdb_id", None, "imdb_id", None),
    ("imdb_id", "", "imdb_id", None),
    ("imdb_id", " tt9000025 ", "imdb_id", "tt9000025"),
    ("title", "[REC]", "title", "[REC]"),
    ("title", 'He said "no"', "title", 'He said "no"'),
    ("title", "1408", "title", "1408"),
    ("popularity", 0.0001, "popularity", 0.0001),
    ("budget", 1e3, "budget", 1000),
    ("budget", "1e3", "budget", 1000),
    ("budget", "1.25E+07", "budget", 12_500_000),
    ("belongs_to_collection", None, "collection", None),
    ("genres", [], "genres", []),
    ("softcore", True, "adult", False),  # a key that the tables do not know
]
UNREADABLE = [
    ("budget", "unknown", "budget", "unknown"),
    ("budget", 8.5, "budget", "8.5"),  # a cast would round it
    ("budget", 12.5, "budget", "12.5"),
    ("budget", "12.5", "budget", "12.5"),
    ("budget", "1e-3", "budget", "1e-3"),
    ("budget", "1e99", "budget", "1e99"),
    ("budget", True, "budget", "true"),
    ("revenue", {"usd": 5}, "revenue", '{"usd":5}'),
    ("title", ["a"], "title", '["a"]'),
    ("release_date", "16 Jul 2010", "release_date", "16 Jul 2010"),
    ("release_date", "2010-02-30", "release_date", "2010-02-30"),
    ("imdb_id", "nm0000206", "imdb_id", "nm0000206"),
    ("adult", "perhaps", "adult", "perhaps"),
    ("vote_average", "6,5", "vote_average", "6,5"),
]


def numbered(cases):
    return [(case, *values) for case, values in enumerate(cases)]


@pytest.fixture(scope="module")
def readable(module_tables, tmdb_body):
    return module_tables.parse_cases("tmdb", tmdb_body, READABLE)


@pytest.fixture(scope="module")
def unreadable(module_tables, tmdb_body):
    return module_tables.parse_cases("tmdb", tmdb_body, UNREADABLE)


@pytest.mark.parametrize(("case", "field", "received", "column", "value"), numbered(READABLE))
def test_a_readable_value(readable, case, field, received, column, value):
    row, rejected = readable[case]
    assert row[column] == value
    assert rejected == {}


@pytest.mark.parametrize(("case", "field", "received", "column", "shown"), numbered(UNREADABLE))
def test_an_unreadable_value_is_null_and_rejected(unreadable, case, field, received, column, shown):
    row, rejected = unreadable[case]
    assert row[column] is None
    assert rejected == {field: (shown, "unreadable")}


def test_a_key_that_is_missing_is_null(tables):
    row, rejected = tables.parse_body("tmdb", {"id": 1001, "title": "Only a Title"})
    assert (row["title"], row["budget"], row["collection"], row["cast"]) == ("Only a Title", None, None, None)
    assert rejected == {}


def test_a_list_that_is_text_is_rejected_and_the_rest_used(tables, tmdb_body):
    row, rejected = tables.parse_body("tmdb", tmdb_body(genres="Drama"))
    assert (row["genres"], row["budget"]) == (None, 12_000_000)
    assert rejected == {"genres": ('"Drama"', MISSHAPEN)}


def test_one_odd_element_does_not_lose_the_others(tables, tmdb_body):
    row, rejected = tables.parse_body("tmdb", tmdb_body(genres=[{"id": "x", "name": "Drama"}, {"id": 53, "name": "B"}]))
    assert row["genres"] == [{"id": None, "name": "Drama"}, {"id": 53, "name": "B"}]
    assert list(rejected) == ["genres"]


def test_a_release_date_of_a_country_is_a_day(tables, tmdb_body):
    release = {"certification": "PG-13 ", "note": "", "release_date": "2010-07-16T00:00:00.000Z", "type": 3}
    results = {"results": [{"iso_3166_1": "US", "release_dates": [release]}]}
    row, rejected = tables.parse_body("tmdb", tmdb_body(release_dates=results))
    assert row["release_dates"][0]["release_dates"][0]["release_date"] == datetime(2010, 7, 16)  # noqa: DTZ001
    assert rejected == {}


def test_when_it_was_fetched_comes_from_the_record(tables, tmdb_body, record):
    typed, _ = tables.parse("tmdb", [record(1001, tmdb_body(), as_of="2024-01-16")])
    assert (typed[0]["as_of"], typed[0]["fetched_at"]) == (date(2024, 1, 16), datetime(2024, 1, 16))  # noqa: DTZ001
