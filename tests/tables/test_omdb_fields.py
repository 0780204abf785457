"""What OMDb writes, field by field, and what the typed table has of it."""

from datetime import date

import pytest

# OMDb separates years by an en dash, U+2013.
READABLE = [
    ("Runtime", "148 min", "runtime_min", 148),
    ("Runtime", "1 h 15 min", "runtime_min", 75),
    ("Runtime", "1 h", "runtime_min", 60),
    ("Runtime", "1,440 min", "runtime_min", 1440),
    ("Runtime", "N/A", "runtime_min", None),
    ("Year", "2010", "year", 2010),
    ("Year", "2010", "year_end", None),
    ("Year", "1995\u2013", "year", 1995),
    ("Year", "1995\u2013", "year_end", None),
    ("Year", "2021\u20132025", "year", 2021),
    ("Year", "2021\u20132025", "year_end", 2025),
    ("BoxOffice", "$292,576,195", "box_office_usd", 292_576_195),
    ("BoxOffice", "$509", "box_office_usd", 509),
    ("BoxOffice", "$162,162,120.00", "box_office_usd", 162_162_120),
    ("BoxOffice", "N/A", "box_office_usd", None),
    ("imdbVotes", "2,300,000", "imdb_votes", 2_300_000),
    ("imdbVotes", "87", "imdb_votes", 87),
    ("imdbRating", "8.8", "imdb_rating", 8.8),
    ("Metascore", "N/A", "metascore", None),
    ("Released", "16 Jul 2010", "released", date(2010, 7, 16)),
    ("DVD", "07 Dec 2010", "dvd", date(2010, 12, 7)),
    ("Rated", "M/PG", "rated", "M/PG"),  # as received; `movies` harmonises
    ("Rated", "NOT RATED", "rated", "NOT RATED"),
    ("Awards", "Nominated for 7 Oscars. 21 wins & 42 nominations total", "awards", None),
    ("Plot", "N/A", "plot", None),
    ("Plot", "", "plot", None),
    ("Ratings", [], "rotten_tomatoes_pct", None),
    ("Ratings", [{"Source": "Rotten Tomatoes", "Value": "100%"}], "rotten_tomatoes_pct", 100),
    ("Ratings", [{"Source": "Rotten Tomatoes", "Value": "100%"}], "metacritic", None),
    ("Ratings", [{"Source": "Metacritic", "Value": "7/100"}], "metacritic", 7),
    ("Director", "N/A", "directors", None),
    ("Director", "Lana Voss, Ira Voss", "directors", ["Lana Voss", "Ira Voss"]),
    ("Writer", "Lana Voss (screenplay by, story), Ira Voss", "writers", ["Lana Voss", "Ira Voss"]),
    ("Director", " Ana Prior\u00a0,Tom Reyes ,, Ines Okafor", "directors", ["Ana Prior", "Tom Reyes", "Ines Okafor"]),
    ("Director", "Ana Prior\u3000, Tom Reyes\u00a0", "directors", ["Ana Prior", "Tom Reyes"]),
    ("Actors", "Sam Doyle, Jr., Ana Prior", "cast_names", ["Sam Doyle Jr.", "Ana Prior"]),
    ("Type", "series", "type", "series"),
]
UNREADABLE = [
    ("Runtime", "18S min", "runtime_min"),
    ("Runtime", "about an hour", "runtime_min"),
    ("Year", "MMX", "year"),
    ("Year", "2021\u201325", "year_end"),
    ("BoxOffice", "€509", "box_office_usd"),
    ("BoxOffice", "$1,23", "box_office_usd"),
    ("imdbVotes", "many", "imdb_votes"),
    ("Released", "30 Feb 2010", "released"),
    ("Metascore", "74/100", "metascore"),
]


def numbered(cases):
    return [(case, *values) for case, values in enumerate(cases)]


@pytest.fixture(scope="module")
def readable(module_tables, omdb_body):
    return module_tables.parse_cases("omdb", omdb_body, READABLE)


@pytest.fixture(scope="module")
def unreadable(module_tables, omdb_body):
    return module_tables.parse_cases("omdb", omdb_body, UNREADABLE)


@pytest.mark.parametrize(("case", "field", "received", "column", "value"), numbered(READABLE))
def test_a_readable_value(readable, case, field, received, column, value):
    row, rejected = readable[case]
    assert row[column] == (received if column == "awards" else value)
    assert rejected == {}


def test_a_series_has_no_box_office_key(tables, omdb_body):
    body = omdb_body(Type="series")
    del body["BoxOffice"]
    row, rejected = tables.parse_body("omdb", body)
    assert row["box_office_usd"] is None
    assert rejected == {}


@pytest.mark.parametrize(("case", "field", "received", "column"), numbered(UNREADABLE))
def test_an_unreadable_value_is_null_and_rejected(unreadable, case, field, received, column):
    row, rejected = unreadable[case]
    assert row[column] is None
    assert rejected == {field: (received, "unreadable")}


def test_an_unreadable_rating_is_rejected(tables, omdb_body):
    row, rejected = tables.parse_body("omdb", omdb_body(Ratings=[{"Source": "Rotten Tomatoes", "Value": "fresh"}]))
    assert row["rotten_tomatoes_pct"] is None
    assert rejected == {"Ratings": ("fresh", "unreadable")}
