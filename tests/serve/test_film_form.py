from datetime import date
from urllib.parse import parse_qsl

from starlette.datastructures import QueryParams

from ayne.forecasts.film import Film
from ayne.serve.film_form import address, query_of, read_form, read_scenarios, scenario_query

FILM = Film(
    title="A & B; C", release_date=date(2027, 5, 14), budget_usd=30_000_000, directors=("Ann Lee", "Bo Ost"),
    genres=("Horror", "Drama"), us_certification="R",
)  # fmt: skip


def test_a_film_comes_back_from_its_address_as_it_was():
    assert read_form(parse_qsl(query_of(FILM))).film == FILM


def test_scenarios_come_back_from_an_address_with_their_names_and_no_more_than_four():
    kept = [scenario_query(f"Number {number}", FILM) for number in range(6)]
    query = QueryParams(address("/", FILM, kept).partition("?")[2])
    found = read_scenarios(query)
    assert [one.name for one in found] == ["Number 0", "Number 1", "Number 2", "Number 3"]
    assert all(one.film == FILM for one in found)
    assert read_form(query.multi_items()).film == FILM


def test_a_long_name_of_a_scenario_is_cut_at_a_word():
    name = dict(parse_qsl(scenario_query("The night of the seven owls over the old mill by the river Ouse", FILM)))[
        "name"
    ]
    assert name == "The night of the seven owls over the old mill by the river…"


def test_what_is_no_film_is_no_scenario_and_a_form_not_sent_is_no_error():
    assert read_scenarios(QueryParams("keep=nonsense&keep=title%3DA")) == []
    assert read_form([("keep", "x"), ("other", "y")]).errors == {}


def test_an_empty_form_that_is_sent_says_what_must_be_there():
    assert read_form([("title", " "), ("release_date", ""), ("cast", "")]).errors == {
        "title": "The title is missing; write a text",
        "release_date": "The release date is missing; write a day from 1913 to 2100, as 2027-05-14",
    }


def test_what_is_wrong_is_said_in_words_beside_its_field():
    filled = read_form([("title", "A"), ("budget_usd", "a lot"), ("release_date", "soon")])
    assert filled.film is None
    assert filled.errors["budget_usd"].startswith("The budget is 'a lot'; write US dollars")
    assert filled.errors["release_date"] == "The release date is 'soon'; write a day from 1913 to 2100, as 2027-05-14"
    assert filled.values["budget_usd"] == ["a lot"]
