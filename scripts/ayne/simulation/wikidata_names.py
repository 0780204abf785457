"""What Wikidata calls the people, companies, series, countries and languages of the simulated world."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from ayne.core.seeded_random import SeededRandom
from ayne.simulation.movie import Movie
from ayne.simulation.population import company_name, person_name
from ayne.simulation.triples import Item, quoted
from ayne.simulation.vocabulary import LANGUAGES
from ayne.simulation.wikidata_items import COUNTRY_ITEMS, FIRST_SERIES, LANGUAGE_ITEMS, company_item, person_item


@dataclass
class NamedItems:
    """Who and what the movies of a world name; an id for each, and its name when all is told."""

    people: set[int] = field(default_factory=set)
    companies: set[int] = field(default_factory=set)
    series: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Iterable[Self]) -> Self:
        """Put together what parts of a world name."""
        whole = cls()
        for part in parts:
            whole.people |= part.people
            whole.companies |= part.companies
            whole.series |= part.series
        return whole

    def note(self, movie: Movie) -> Movie:
        """Remember what a movie names, and return it."""
        self.people.update(movie.cast, (movie.director, movie.crew[0]))
        self.companies.update(movie.companies)
        if movie.collection is not None:
            self.series[movie.collection.collection_id] = movie.collection.name
        return movie

    def lines(self) -> Iterator[bytes]:
        """Yield the triples of their names, of countries and languages with their ISO codes; one in 300 has no name."""
        for one in sorted(self.people):
            if not SeededRandom(one).chance(1 / 300):
                yield from named_item(person_item(one), person_name(one)).encoded()
        for one in sorted(self.companies):
            yield from named_item(company_item(one), company_name(one)).encoded()
        for one, name in sorted(self.series.items()):
            yield from named_item(f"Q{FIRST_SERIES + one}", name).encoded()
        for language in {language.country: language for language in LANGUAGES}.values():
            country = COUNTRY_ITEMS[language.country]
            yield from named_item(country, language.country_name, ("P297", language.country)).encoded()
        for language in {language.code: language for language in LANGUAGES}.values():
            yield from named_item(
                LANGUAGE_ITEMS[language.code], language.english_name, ("P218", language.code)
            ).encoded()


def named_item(item_id: str, name: str, code: tuple[str, str] | None = None) -> Item:
    """Return an item that has a name, and an ISO code under a property."""
    item = Item(item_id)
    item.label(name)
    if code is not None:
        item.truth(code[0], quoted(code[1]))
    return item
