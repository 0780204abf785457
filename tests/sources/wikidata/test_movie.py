"""What is read of a whole record, statement by statement."""

from datetime import date
from pathlib import Path

import pytest
from tests.sources.wikidata.rows import GENID, Row, amount, published, statement, text, uri

from ayne.core.errors import ConfigError
from ayne.sources.wikidata.asking import in_order
from ayne.sources.wikidata.genres import read_genres
from ayne.sources.wikidata.movie import ItemNames, Refusal, read_movie
from ayne.sources.wikidata.statements import amounts, links

GENRES = {"Q188473": ("Action",), "Q224700": ("Comedy", "Horror"), "Q202866": ("Animation",)}
NAMES = ItemNames(
    labels={"Q25191": "Noor Ardis", "Q30": "United States", "Q56": "Alder Pictures", "Q77": "The Lantern series"},
    country_codes={"Q30": "US"},
    language_codes={"Q1860": "en"},
)
FILM: dict[str, list[Row]] = {
    "sitelinks": [{"sitelinks": text("41")}],
    "title": [{"value": text("Die Laterne", "mul")}, {"value": text("The Lantern", "en")}],
    "original_title": [statement("t1", text("Die Laterne", "de"))],
    "publication": [published("p1", "2009-01-01", 9), published("p2", "2009-10-23", place=uri("Q30"))],
    "box_office": [
        amount("b1", "+51000000", "Q4917", place=uri("Q13780930")),
        amount("b2", "+20000000", "Q4917", place=uri("Q30")),
    ],
    "cost": [amount("c1", "+10000000", "Q4916")],
    "imdb_id": [statement("i1", text("tt1375666")), statement("i2", text("co0000042"))],
    "tmdb_id": [statement("m1", text("603"))],
    "country": [statement("n1", uri("Q30"))],
    "language": [statement("l1", uri("Q1860"))],
    "genre": [statement("g1", uri("Q224700")), statement("g2", uri("Q9999"))],
    "class": [statement("k1", uri("Q202866"))],
    "director": [statement("d1", uri("Q25191"))],
    "cast": [
        statement("a2", uri("Q502"), ordinal=text("2")),
        statement("a1", uri("Q701"), ordinal=text("1")),
        statement("a3", uri(GENID)),
    ],
    "company": [statement("o1", uri("Q56"))],
    "series": [statement("s1", uri("Q77"))],
    "rating": [statement("r1", uri("Q18665339"))],
    "duration": [amount("u1", "+148", "Q7727")],
}


def test_a_record_is_one_movie() -> None:
    row, refusals = read_movie("Q25188", FILM, NAMES, GENRES)
    assert row == {
        "record_id": "Q25188",
        "movie_id": 25188,
        "wikidata_id": "Q25188",
        "tmdb_id": 603,
        "imdb_id": "tt1375666",
        "title": "The Lantern",
        "original_title": "Die Laterne",
        "original_language": "en",
        "release_date": date(2009, 10, 23),
        "release_year": 2009,
        "budget_usd": 13_947_800,
        "budget_usd_basis": "single",
        "worldwide_gross_usd": 51_000_000,
        "worldwide_gross_usd_basis": "stated",
        "domestic_gross_usd": 20_000_000,
        "n_grosses": 2,
        "runtime": 148,
        "certificate": "PG-13",
        "sitelinks": 41,
        "genres": [
            {"id": 35, "name": "Comedy"},
            {"id": 27, "name": "Horror"},
            {"id": 16, "name": "Animation"},
        ],
        "cast": [{"id": 701, "name": None, "order": 0}, {"id": 502, "name": None, "order": 1}],
        "crew": [{"id": 25191, "name": "Noor Ardis", "department": "Directing", "job": "Director"}],
        "companies": [{"id": 56, "name": "Alder Pictures"}],
        "countries": [{"code": "US", "name": "United States"}],
        "languages": [{"code": "en", "name": None}],
        "collection": {"id": 77, "name": "The Lantern series"},
    }
    assert refusals == [
        Refusal("P2142", "20000000 Q4917", "the gross of Q30 alone"),
        Refusal("P345", "co0000042", "no IMDb id of a title"),
    ]


@pytest.mark.parametrize(
    ("differs", "reason"),
    [
        ({"sitelinks": []}, "the item is deleted, or merged into another"),
        ({"kind": [{"kind": uri("Q24862")}]}, "a short film"),
        ({"kind": [{"kind": uri("Q15416")}]}, "a television film, series or episode"),
        ({"edition_of": [statement("e1", uri("Q44578"))]}, "an edition of another movie"),
    ],
)
def test_what_is_no_movie_is_refused_whole(differs: dict[str, list[Row]], reason: str) -> None:
    assert read_movie("Q25188", FILM | differs, NAMES, GENRES) == (None, [Refusal("", "Q25188", reason)])


def test_a_label_that_is_the_items_own_id_is_no_title() -> None:
    labels = {"title": [{"value": text("Q25188", "en")}]}
    row, _ = read_movie("Q25188", FILM | labels, NAMES, GENRES)
    assert row is not None
    assert row["title"] == "Die Laterne"


def test_a_statement_that_an_answer_repeats_is_one_statement() -> None:
    twice = amount("b1", "+51000000", "Q4917", place=uri("Q13780930"))
    assert len(amounts([twice, twice, twice | {"place": uri("Q30")}])) == 1


def test_the_order_of_an_answers_rows_does_not_count() -> None:
    rows = [statement("d1", uri("Q3")), statement("d2", uri("Q20")), statement("d3", uri("Q100"))]
    assert links(rows) == links(rows[::-1])


def test_a_title_in_two_languages_is_two_rows_whichever_comes_first() -> None:
    rows = [{"value": text("Dune", "mul")}, {"value": text("Dune", "en")}, {"value": text("Dune", "en")}]
    assert in_order(rows) == in_order(rows[::-1]) == [rows[1], rows[0]]


def test_an_unknown_amount_is_a_statement_without_a_value() -> None:
    blank = statement("b9", None, amount={"type": "bnode", "value": "b0"})
    genid = statement("b9", None, amount=uri(GENID))
    assert [amounts([row])[0].value for row in (blank, genid)] == [None, None]


def test_a_genre_that_the_project_has_not_is_a_mistake_in_the_table(tmp_path: Path) -> None:
    path = tmp_path / "wikidata_genres.yaml"
    path.write_text("Q188473: [Swashbuckler]\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="Q188473: 'Swashbuckler' is no genre"):
        read_genres(path)


def test_the_projects_own_table_of_genres_is_sound() -> None:
    table = read_genres(Path(__file__).parents[3] / "config" / "sources" / "wikidata_genres.yaml")
    assert table["Q860626"] == ("Romance", "Comedy")
