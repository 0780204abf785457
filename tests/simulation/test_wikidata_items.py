"""The simulated world as Wikidata's items, queried by a real SPARQL engine and read by our rules."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
import pyoxigraph
import pytest

from ayne.simulation.movie import Movie
from ayne.simulation.wikidata_items import class_lines, wikidata_items
from ayne.simulation.world import generate_years
from ayne.sources.wikidata.genres import read_genres
from ayne.sources.wikidata.movie import ItemNames, read_movie
from ayne.sources.wikidata.questions import MOVIE_QUESTIONS, list_query
from ayne.sources.wikidata.statements import item

GENRES = read_genres(Path(__file__).parents[2] / "config" / "sources" / "wikidata_genres.yaml")


UNITS_OF_COSTS = """SELECT ?unit WHERE {
  [] <http://www.wikidata.org/prop/statement/value/P2130> ?full .
  ?full <http://wikiba.se/ontology#quantityUnit> ?unit
}"""


class World:
    """The years 2008 to 2013 of a small world."""

    def __init__(self) -> None:
        years = list(generate_years(7, 900, 2008, date(2012, 6, 30)))
        self.movies = {f"Q{10_000_000 + movie.index}": movie for year in years for movie in year.movies()}
        lines = [*class_lines()]
        lines += [line for movie in self.movies.values() for one in wikidata_items(movie) for line in one.lines]
        self.store = pyoxigraph.Store()
        self.store.bulk_load(input="\n".join(lines).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)

    def ask(self, query: str) -> list[dict[str, Any]]:
        answer = self.store.query(query)
        assert isinstance(answer, pyoxigraph.QuerySolutions)
        body = answer.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        return list(orjson.loads(body or b"")["results"]["bindings"])

    def listed(self, first: date, end: date, least: int = 0, *, with_amount: bool = False) -> list[str]:
        rows = self.ask(list_query(first, end, least, with_amount=with_amount))
        return sorted(str(item(row["film"])) for row in rows)

    def read(self, items: Iterable[str]) -> tuple[dict[str, dict[str, Any]], Counter[str]]:
        wanted = list(items)
        bodies: dict[str, dict[str, list[Any]]] = defaultdict(dict)
        for question in MOVIE_QUESTIONS:
            for row in self.ask(question.query(wanted)):
                bodies[str(item(row["film"]))].setdefault(question.name, []).append(row)
        rows, reasons = {}, Counter[str]()
        for one in wanted:
            row, refusals = read_movie(one, bodies[one], ItemNames(), GENRES)
            reasons.update(refusal.reason for refusal in refusals)
            if row is not None:
                rows[one] = row
        return rows, reasons


@pytest.fixture(scope="module")
def world() -> World:
    return World()


@pytest.fixture(scope="module")
def read(world: World) -> tuple[dict[str, dict[str, Any]], Counter[str]]:
    return world.read(world.listed(date(2008, 1, 1), date(2014, 1, 1)))


def of_movies(world: World, rows: dict[str, dict[str, Any]]) -> list[tuple[Movie, dict[str, Any]]]:
    return [(world.movies[one], row) for one, row in rows.items() if one in world.movies]


def test_every_movie_of_cinema_is_listed_once_and_read(world: World, read: Any) -> None:
    wanted = {one for one, movie in world.movies.items() if not movie.is_listed_only and movie.genre_ids[0] != 10770}
    assert {one for one in read[0] if one in world.movies} == wanted


def test_lists_of_months_are_the_list_of_the_year(world: World) -> None:
    months = [date(2010, month, 1) for month in range(1, 13)] + [date(2011, 1, 1)]
    listed = [one for first, end in pairwise(months) for one in world.listed(first, end)]
    assert sorted(listed) == world.listed(date(2010, 1, 1), date(2011, 1, 1))


def test_a_list_of_movies_with_an_amount_has_those_alone(world: World) -> None:
    listed = world.listed(date(2010, 1, 1), date(2011, 1, 1), with_amount=True)
    movies = [world.movies[one] for one in listed if one in world.movies]
    assert len(movies) > 60
    assert sum(movie.budget_received > 0 or movie.revenue_received > 0 for movie in movies) >= len(movies) - 3


def test_a_list_of_well_known_movies_has_those_alone(world: World) -> None:
    everything = world.listed(date(2010, 1, 1), date(2011, 1, 1))
    assert 0 < len(world.listed(date(2010, 1, 1), date(2011, 1, 1), 20)) < len(everything)


def test_grosses_are_read_as_they_were_typed(world: World, read: Any) -> None:
    typed = [(movie, row) for movie, row in of_movies(world, read[0]) if movie.revenue_received >= 1000]
    right = [row["worldwide_gross_usd"] == movie.revenue_received for movie, row in typed]
    assert len(right) > 400
    assert all(right)


def test_budgets_in_other_currencies_come_out_in_dollars(world: World, read: Any) -> None:
    typed = [(movie, row) for movie, row in of_movies(world, read[0]) if movie.budget_received >= 1000]
    known = [(movie, row["budget_usd"]) for movie, row in typed if row["budget_usd"] is not None]
    assert len(known) > 400
    assert len(typed) - len(known) == read[1]["without a currency"]
    assert all(abs(usd / movie.budget_received - 1) < 0.001 for movie, usd in known)
    units = Counter(str(row["unit"]["value"]) for row in world.ask(UNITS_OF_COSTS))
    assert sum(n for unit, n in units.items() if not unit.endswith("/Q4917")) > 40


def test_no_festival_year_or_re_release_passes_for_a_release(world: World, read: Any) -> None:
    for movie, row in of_movies(world, read[0]):
        assert row["release_date"] == (None if movie.is_undated else movie.release_date)


def test_what_is_no_movie_of_cinema_is_refused_with_its_reason(world: World, read: Any) -> None:
    rows, reasons = read
    assert reasons["a short film"] > 3
    assert reasons["a television film, series or episode"] == sum(
        movie.genre_ids[0] == 10770 and not movie.is_listed_only for movie in world.movies.values()
    )
    listed = world.listed(date(2008, 1, 1), date(2014, 1, 1))
    assert len(listed) == len(rows) + reasons["a short film"] + reasons["a television film, series or episode"]


def test_people_companies_and_series_are_the_worlds(world: World, read: Any) -> None:
    in_order = 0
    for movie, row in of_movies(world, read[0]):
        assert {person["id"] - 20_000_000 for person in row["cast"]} == set(movie.cast)
        assert [company["id"] - 30_000_000 for company in row["companies"]] == list(movie.companies)
        series = None if movie.collection is None else movie.collection.collection_id + 40_000_000
        assert (row["collection"] or {"id": None})["id"] == series
        in_order += [person["id"] - 20_000_000 for person in row["cast"]] == list(movie.cast)
    assert in_order > 0.88 * len(of_movies(world, read[0]))


def test_an_item_that_is_gone_is_refused(world: World) -> None:
    rows, reasons = world.read(["Q4"])
    assert (rows, dict(reasons)) == ({}, {"the item is deleted, or merged into another": 1})
