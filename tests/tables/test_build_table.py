"""The normalised tables, each claim about one literal movie."""

from datetime import date

import pytest

from ayne.core.errors import DataError
from ayne.tables.table_builder import build_table

BELOW_1000 = "below $1,000 (a placeholder, or in thousands or millions) or above $10 billion (no movie's)"


def us_release(certification, kind=3, day="2010-07-16"):
    return {"certification": certification, "note": "", "release_date": f"{day}T00:00:00.000Z", "type": kind}


def us_releases(*releases):
    return {"results": [{"iso_3166_1": "US", "release_dates": list(releases)}]}


def cast_member(person_id, name, order, credit_id, character="A keeper"):
    return {"id": person_id, "name": name, "character": character, "credit_id": credit_id, "order": order}


def crew_member(person_id, name, job, department, credit_id):
    return {"id": person_id, "name": name, "job": job, "department": department, "credit_id": credit_id}


CERTIFICATIONS = {
    "PG-13 ": "PG-13",
    "UR": "NR",
    "NR": "NR",
    "Unrated": "NR",
    "NOT RATED": "NR",
    "GP": "PG",
    "M/PG": "PG",
    "-": None,
    "": None,
    "ScreamFest Horror Film Festival": None,
    "TV-MA": None,
}
# What OMDb says of a movie that TMDB has no certification of.
RATED = {11: "Approved", 12: "PG", 13: "18+", 14: "N/A"}


@pytest.fixture(scope="module")
def amounts(module_tables, tmdb_body, omdb_body, record):
    """Movies whose amounts, runtime or certification are not what they seem, or are OMDb's."""
    bodies = [
        tmdb_body(id=1, imdb_id="tt1", budget=0, revenue=0),
        tmdb_body(id=2, imdb_id="tt2", budget=30, revenue=103),
        tmdb_body(id=3, imdb_id="tt3", revenue=1000),
        tmdb_body(id=4, imdb_id="tt4", runtime=1440),
        tmdb_body(id=5, imdb_id="tt5", runtime=0),
    ]
    premiere, unrated = us_release("R", kind=1, day="2010-01-01"), us_releases(us_release("-"))
    releases = {6: us_releases(premiere, us_release("PG-13", kind=3))} | dict.fromkeys(RATED, unrated)
    releases |= {n: us_releases(us_release(received)) for n, received in enumerate(CERTIFICATIONS, start=21)}
    bodies += [tmdb_body(id=n, imdb_id=f"tt{n}", release_dates=its) for n, its in releases.items()]
    module_tables.parse("tmdb", [record(body["id"], body) for body in bodies])
    titles = {"tt5": {"Runtime": "1 h 15 min"}} | {f"tt{n}": {"Rated": label} for n, label in RATED.items()}
    module_tables.parse("omdb", [record(key, omdb_body(imdbID=key, **its)) for key, its in titles.items()])
    module_tables.build("movies")
    return module_tables


@pytest.fixture
def movies(amounts):
    return {row["movie_id"]: row for row in amounts.build("movies")}


def test_zero_budget_is_unknown(amounts):
    assert amounts.build("movies")[0]["budget_usd"] is None
    assert amounts.build("tmdb_movies")[0]["budget"] == 0
    assert "1" not in {row["record_id"] for row in amounts.all_refused("movie_amounts")}


def test_a_budget_of_30_is_in_another_unit(amounts):
    movie = amounts.build("movies")[1]
    assert (movie["budget_usd"], movie["worldwide_gross_usd"]) == (None, None)
    assert amounts.build("tmdb_movies")[1]["budget"] == 30
    of_it = [row for row in amounts.all_refused("movie_amounts") if row["record_id"] == "2"]
    assert [(row["field"], row["value"]) for row in of_it] == [("budget", "30"), ("revenue", "103")]
    assert {row["reason"] for row in of_it} == {BELOW_1000}


def test_a_gross_of_1000_is_a_small_release(amounts):
    assert amounts.build("movies")[2]["worldwide_gross_usd"] == 1000


def test_a_runtime_of_a_whole_day_is_a_placeholder(amounts):
    assert amounts.build("movies")[3]["runtime_min"] is None
    assert amounts.refused("movies")["runtime"][:2] == ("4", "1440")


def test_a_value_that_cannot_be_is_null_and_refused(tables, tmdb_body, record):
    tables.parse("tmdb", [record(1001, tmdb_body(budget=-5, runtime=10**12, vote_average=11))])
    row = tables.build("tmdb_movies")[0]
    assert (row["budget"], row["runtime"], row["vote_average"]) == (None, None, None)
    assert tables.refused("tmdb_movies") == {
        "budget": ("1001", "-5", "outside 0 to …"),
        "runtime": ("1001", "1000000000000", "outside 0 to …"),
        "vote_average": ("1001", "11.0", "outside 0 to 10"),
    }


def test_omdb_has_the_runtime_that_tmdb_lacks(movies):
    assert (movies[5]["runtime_min"], movies[5]["domestic_gross_usd"]) == (75, 9_400_001)


def test_us_certifications(movies):
    found = {received: movies[n]["us_certification"] for n, received in enumerate(CERTIFICATIONS, start=21)}
    assert found == CERTIFICATIONS


def test_the_theatrical_certification_comes_before_an_earlier_premiere(movies):
    assert movies[6]["us_certification"] == "PG-13"


def test_omdb_has_the_certification_that_tmdb_lacks(movies):
    assert [movies[n]["us_certification"] for n in RATED] == ["NR", "PG", None, None]


def test_the_same_country_twice_in_release_dates(tables, tmdb_body, record):
    twice = {"results": us_releases(us_release("R"))["results"] + us_releases(us_release("PG", kind=4))["results"]}
    tables.parse("tmdb", [record(1001, tmdb_body(release_dates=twice))])
    found = [(row["country_code"], row["position"], row["certification"]) for row in tables.build("release_dates")]
    assert found == [("US", 1, "R"), ("US", 2, "PG")]


def test_a_movie_in_two_years_shards_is_its_newest_fetch(tables, tmdb_body, record):
    old, new = tmdb_body(release_date="2010-12-31"), tmdb_body(release_date="2011-01-01", genres=[])
    tables.parse("tmdb", [record(1001, new, as_of="2026-06-30")], year=2011)
    tables.parse("tmdb", [record(1001, old, as_of="2026-03-31")], year=2012)
    assert [str(row["release_date"]) for row in tables.build("tmdb_movies")] == ["2011-01-01"]
    assert tables.build("movie_genres") == []


def test_two_tmdb_movies_with_one_imdb_id_both_get_omdbs_row(tables, tmdb_body, omdb_body, record):
    tables.parse("tmdb", [record(1001, tmdb_body()), record(1002, tmdb_body(id=1002))])
    tables.parse("omdb", [record("tt9000001", omdb_body())])
    assert [(row["movie_id"], row["imdb_rating"]) for row in tables.build("omdb_movies")] == [(1001, 7.1), (1002, 7.1)]


def test_a_company_name_may_contain_a_comma(tables, tmdb_body, record):
    tables.parse("tmdb", [record(1001, tmdb_body())])
    company = {"company_id": 5, "name": "Saltmarsh Pictures, Ltd.", "origin_country": "GB"}
    assert tables.build("companies") == [company]


def test_a_genre_without_an_id_is_refused_and_the_others_kept(tables, tmdb_body, record):
    tables.parse("tmdb", [record(1001, tmdb_body(genres=[{"name": "Odd"}, {"id": 53, "name": "Thriller"}]))])
    assert tables.build("movie_genres") == [{"movie_id": 1001, "genre_id": 53, "position": 2}]
    assert tables.refused("movie_genres") == {"genres": ("1001", None, "no genre_id: row left out")}
    assert [row["genre_id"] for row in tables.build("genres")] == [53]


@pytest.mark.parametrize("hour", ["00:00", "22:00", "15:00", "08:00"])
def test_a_release_at_midnight_of_another_time_zone_is_on_its_own_day(tables, tmdb_body, record, hour):
    day = "2010-07-16" if hour < "12:00" else "2010-07-15"
    release = us_release("R") | {"release_date": f"{day}T{hour}:00.000Z"}
    tables.parse("tmdb", [record(1001, tmdb_body(release_dates=us_releases(release)))])
    assert [row["release_date"] for row in tables.build("release_dates")] == [date(2010, 7, 16)]


def test_an_id_of_0_is_none(tables, tmdb_body, record):
    nobody = {"cast": [cast_member(0, "", 0, "c1"), cast_member(7, "Ann Lee", 1, "c2")], "crew": []}
    body = tmdb_body(
        belongs_to_collection={"id": 0, "name": ""}, genres=[{"id": 0, "name": ""}], credits=nobody,
        production_companies=[{"id": 0, "name": ""}],
    )  # fmt: skip
    tables.parse("tmdb", [record(1001, body)])
    assert tables.build("tmdb_movies")[0]["collection_id"] is None
    for table in ("collections", "genres", "movie_genres", "companies", "movie_companies"):
        assert tables.build(table) == []
    assert [row["person_id"] for row in tables.build("credits")] == ["tmdb:7"]
    assert [row["person_id"] for row in tables.build("people")] == ["tmdb:7"]
    assert tables.refused("movie_companies") == {"production_companies": ("1001", None, "no company_id: row left out")}


def test_codes_are_the_same_in_any_case(tables, tmdb_body, record):
    us = {"iso_3166_1": "us", "release_dates": [us_release("PG-13", day="2010-07-17")]}
    body = tmdb_body(
        original_language="EN", release_dates={"results": [us]},
        production_countries=[{"iso_3166_1": "us", "name": "x"}],
        spoken_languages=[{"iso_639_1": "EN", "english_name": "English", "name": "English"}],
    )  # fmt: skip
    tables.parse("tmdb", [record(1001, body)])
    movie = tables.build("movies")[0]
    assert (movie["original_language"], movie["us_certification"]) == ("en", "PG-13")
    for table in ("release_dates", "movie_countries", "countries"):
        assert tables.build(table)[0]["country_code"] == "US"
    for table in ("movie_languages", "languages"):
        assert tables.build(table)[0]["language_code"] == "en"


def test_a_genre_listed_twice_is_one(tables, tmdb_body, record):
    drama = {"id": 18, "name": "Drama"}
    tables.parse("tmdb", [record(1001, tmdb_body(genres=[drama, drama]))])
    assert tables.build("movie_genres") == [{"movie_id": 1001, "genre_id": 18, "position": 1}]


def test_a_renamed_company_has_its_newest_name(tables, tmdb_body, record):
    old = tmdb_body(id=1002, production_companies=[{"id": 5, "name": "Saltmarsh Films", "origin_country": ""}])
    tables.parse("tmdb", [record(1001, tmdb_body(), as_of="2026-06-30"), record(1002, old, as_of="2025-06-30")])
    assert [row["name"] for row in tables.build("companies")] == ["Saltmarsh Pictures, Ltd."]


def test_credits_are_tmdbs_where_it_has_any(tables, tmdb_body, omdb_body, record):
    cast = [cast_member(7, "Ana Prior", 4, "c7"), cast_member(8, "Sam Doyle", 0, "c8")]
    crew = [crew_member(9, "Ines Okafor", "Director", "Directing", "d9")]
    tables.parse("tmdb", [record(1001, tmdb_body(credits={"cast": cast, "crew": crew}))])
    tables.parse("omdb", [record("tt9000001", omdb_body(Director="Somebody Else"))])
    found = [(row["credit_id"], row["person_id"], row["job"], row["billing"]) for row in tables.build("credits")]
    assert found == [("c7", "tmdb:7", "Actor", 1), ("c8", "tmdb:8", "Actor", 0), ("d9", "tmdb:9", "Director", None)]
    people = [(row["person_id"], row["name"]) for row in tables.build("people")]
    assert people == [("tmdb:7", "Ana Prior"), ("tmdb:8", "Sam Doyle"), ("tmdb:9", "Ines Okafor")]


def test_credits_are_omdbs_where_tmdb_has_none(tables, tmdb_body, omdb_body, record):
    tables.parse("tmdb", [record(1001, tmdb_body(credits={"cast": [], "crew": []}))])
    tables.parse("omdb", [record("tt9000001", omdb_body())])
    found = [(row["credit_id"], row["person_id"], row["department"], row["billing"]) for row in tables.build("credits")]
    assert found == [
        ("actor:1", "omdb:ana prior", "Acting", 0),
        ("actor:2", "omdb:sam doyle jr.", "Acting", 1),
        ("director:1", "omdb:ines okafor", "Directing", None),
        ("writer:1", "omdb:ines okafor", "Writing", None),
        ("writer:2", "omdb:tom reyes", "Writing", None),
    ]
    assert [row["name"] for row in tables.build("people")] == ["Ana Prior", "Ines Okafor", "Sam Doyle Jr.", "Tom Reyes"]


def test_a_credit_listed_twice_is_one(tables, tmdb_body, record):
    crew = [crew_member(9, "Ines Okafor", "Director", "Directing", "d9")] * 2
    tables.parse("tmdb", [record(1001, tmdb_body(credits={"cast": [], "crew": crew}))])
    assert [row["credit_id"] for row in tables.build("credits")] == ["d9"]


DICTIONARY = """
description: Pairs.
grain: one row per pair
primary_key: [pair_id]
columns:
  pair_id: {type: BIGINT, origin: tmdb.id, known_at: greenlight, nullable: false, description: Id}
"""


def build_pairs(tmp_path, sql):
    (tmp_path / "pairs.yaml").write_text(DICTIONARY)
    (tmp_path / "pairs.sql").write_text(sql)
    (tmp_path / "macros.sql").write_text("")
    names = ("pairs.yaml", "pairs.sql", "pairs.parquet", "pairs.rejected.parquet")
    build_table("pairs", {}, *(tmp_path / name for name in names))


def test_a_primary_key_that_is_not_unique_is_an_error(tmp_path):
    with pytest.raises(DataError, match=r"pairs: primary key \(pair_id\) is not unique: 7"):
        build_pairs(tmp_path, "SELECT unnest([7, 7, 8]) AS pair_id")
    assert not (tmp_path / "pairs.parquet").exists()


def test_a_column_that_the_dictionary_does_not_have_is_an_error(tmp_path):
    with pytest.raises(DataError, match=r"pairs\.sql and .*pairs\.yaml differ in their columns: colour"):
        build_pairs(tmp_path, "SELECT 7 AS pair_id, 'red' AS colour")


def test_an_error_in_the_sql_names_the_file(tmp_path):
    with pytest.raises(DataError, match=r"pairs\.sql: .*no_such_table"):
        build_pairs(tmp_path, "SELECT 7 AS pair_id FROM no_such_table")
