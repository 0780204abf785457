import gzip
import json
import re
from collections import Counter

import orjson
import pytest

from ayne.core.seeded_random import SeededRandom
from ayne.simulation.quirks import broken_json, omdb_box_office, omdb_rated, omdb_runtime, us_certification


@pytest.fixture(scope="module")
def titles(world):
    paths = sorted(world.glob("*.omdb.jsonl.gz"))
    return [orjson.loads(line) for path in paths for line in gzip.decompress(path.read_bytes()).splitlines()]


@pytest.fixture(scope="module")
def details(bodies):
    return [body for body in bodies if "success" not in body]


def drawn(spell, *arguments, count=4000):
    return Counter(spell(SeededRandom(number), *arguments) for number in range(count))


def test_unknown_amounts_are_zero(details):
    released = [body for body in details if body["release_date"] <= "2026-06-30"]
    old = [body for body in released if body["release_date"] < "2000"]
    new = [body for body in released if "2020" <= body["release_date"] < "2026"]
    shares = [sum(body["revenue"] > 0 for body in part) / len(part) for part in (old, new)]
    assert 0.70 < shares[0] < 0.90
    assert 0.42 < shares[1] < 0.68


def test_some_amounts_stand_in_millions(truth):
    positive = truth.filter(truth["budget_received"] > 0)
    wrong = positive.filter(positive["budget_received"] < 1000)
    assert 0.003 < len(wrong) / len(positive) < 0.016
    assert wrong["budget_received"].min() >= 1


def test_a_movie_in_the_list_alone_answers_404(bodies):
    gone = [body for body in bodies if body.get("success") is False]
    assert gone
    assert {body["status_code"] for body in gone} == {34}
    assert all(body["release_date"] and body["title"] and body["genre_ids"] for body in gone)
    assert not any("revenue" in body for body in gone)


def test_two_tmdb_ids_share_an_imdb_id(details):
    ids = Counter(body["imdb_id"] for body in details if body["imdb_id"])
    twins = [imdb_id for imdb_id, count in ids.items() if count == 2]
    assert 1 <= len(twins) <= 10
    assert max(ids.values()) == 2


def test_unknown_comes_in_every_spelling(details):
    assert {body["imdb_id"] for body in details if not body["imdb_id"]} == {None, ""}
    assert {body["homepage"] for body in details if not body["homepage"]} == {None, ""}
    assert {body["runtime"] for body in details if not body["runtime"]} == {None, 0}
    assert any("belongs_to_collection" not in body for body in details)
    assert any(body.get("belongs_to_collection", 0) is None for body in details)
    assert any(body["genres"] == [] for body in details)
    assert any(body["credits"] == {"cast": [], "crew": []} for body in details)


def test_keys_come_with_the_years(details):
    assert {"origin_country" in body for body in details if body["release_date"] < "2024"} == {False}
    assert {"origin_country" in body for body in details if body["release_date"] >= "2024"} == {True}
    assert {"softcore" in body for body in details if body["release_date"] >= "2026"} == {True}


def test_company_names_hold_commas(details):
    names = {company["name"] for body in details for company in body["production_companies"]}
    assert any(name.endswith(", Ltd.") for name in names)
    assert "Colossus Pictures" in names


def test_us_certificates_are_spelt_as_volunteers_do():
    spelt = drawn(us_certification, "PG-13")
    assert spelt["PG-13"] > 3600
    assert {"", "PG-13 ", "-"} <= spelt.keys()
    assert any("Festival" in spelling for spelling in spelt)
    assert drawn(us_certification, "NR").keys() == {"", "UR", "NR"}


def test_omdb_spells_what_it_does_not_know_n_a(titles):
    known = [body for body in titles if body.get("Response") == "True"]
    for key in (
        "Rated",
        "Runtime",
        "Writer",
        "Plot",
        "Poster",
        "Metascore",
        "imdbRating",
        "BoxOffice",
        "DVD",
        "Awards",
    ):
        assert 0 < sum(body[key] == "N/A" for body in known) < len(known), key
    assert {type(value) for body in known for key, value in body.items() if key != "Ratings"} == {str}


def test_metascore_equals_the_metacritic_rating(titles):
    rated = [body for body in titles if body.get("Metascore", "N/A") != "N/A"]
    assert len(rated) > 500
    for body in rated:
        values = {rating["Source"]: rating["Value"] for rating in body["Ratings"]}
        assert values["Metacritic"] == f"{body['Metascore']}/100"


def test_omdb_runtime_and_box_office_have_rare_forms():
    runtimes = drawn(omdb_runtime, 75)
    assert runtimes.keys() == {"75 min", "1 h 15 min", "N/A"}
    assert drawn(omdb_runtime, 60).keys() == {"60 min", "1 h", "N/A"}
    assert drawn(omdb_box_office, 162_162_120).keys() == {"$162,162,120", "$162,162,120.00"}
    assert drawn(omdb_box_office, 0).keys() == {"N/A"}


def test_omdb_rated_has_many_words_for_not_rated():
    assert drawn(omdb_rated, "NR").keys() == {"Not Rated", "Unrated", "NOT RATED", "N/A", "TV-MA"}
    assert drawn(omdb_rated, "R").keys() == {"R", "N/A"}


def test_awards_have_imdb_s_forms(titles):
    patterns = (
        r"Won \d+ Oscars\. \d+ wins & \d+ nominations total",
        r"Nominated for \d+ Oscars\. \d+ wins & \d+ nominations total",
        r"1 win",
        r"1 nomination",
        r"\d+ wins & \d+ nominations",
        r"N/A",
    )
    awards = {body["Awards"] for body in titles if "Awards" in body}
    for pattern in patterns:
        assert any(re.fullmatch(pattern, text) for text in awards), pattern


def test_broken_bodies_and_refused_ids_are_wrapped_as_text(titles):
    raw = [body["raw"] for body in titles if body.keys() == {"imdbID", "raw"}]
    refused = [text for text in raw if text == '{"Response":"False","Error":"Incorrect IMDb ID."}']
    assert 5 < len(refused) < 40
    assert len(raw) > len(refused)
    for text in set(raw) - set(refused):
        with pytest.raises(json.JSONDecodeError):
            json.loads(text)


def test_json_breaks_in_three_ways():
    reasons = set()
    for number in range(30):
        with pytest.raises(json.JSONDecodeError) as broken:
            json.loads(
                broken_json(SeededRandom(number), '{"Plot":"An inner spiritual war."}', "An inner spiritual war.")
            )
        reasons.add(broken.value.msg)
    assert reasons == {"Expecting value", "Invalid control character at", "Invalid \\escape"}


def test_a_title_without_plot_breaks_too():
    for number in range(30):
        with pytest.raises(json.JSONDecodeError):
            json.loads(broken_json(SeededRandom(number), '{"Plot":"N/A"}', "N/A"))


def test_undated_movies_are_counted_and_left_out(world, bodies):
    counts = orjson.loads((world / "counts.json").read_bytes())
    assert 12 <= counts["tmdb_undated"] <= 50
    assert all(body["release_date"] for body in bodies)
    assert counts["tmdb_lines"] == len(bodies)
