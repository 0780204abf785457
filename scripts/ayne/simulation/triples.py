"""Wikidata's own model as N-Triples: items, their statements with ranks and qualifiers, and full values.

https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from zlib import crc32

WD = "http://www.wikidata.org/entity/"
WDT = "http://www.wikidata.org/prop/direct/"
P = "http://www.wikidata.org/prop/"
PS = "http://www.wikidata.org/prop/statement/"
PSV = "http://www.wikidata.org/prop/statement/value/"
PQ = "http://www.wikidata.org/prop/qualifier/"
GENID = "http://www.wikidata.org/.well-known/genid/"
WIKIBASE = "http://wikiba.se/ontology#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
XSD = "http://www.w3.org/2001/XMLSchema#"
YEAR, DAY = 9, 11


@dataclass
class Item:
    """One item and what is stated about it; `id` is like `Q25188`."""

    id: str
    lines: list[str] = field(default_factory=list)
    _n_statements: int = 0

    def add(self, subject: str, predicate: str, value: str) -> None:
        """Add a triple; `value` is an IRI in angle brackets, or a literal."""
        self.lines.append(f"<{subject}> <{predicate}> {value} .")

    def sitelinks(self, count: int) -> None:
        """Say in how many wikis there is an article."""
        self.add(WD + self.id, f"{WIKIBASE}sitelinks", f'"{count}"^^<{XSD}integer>')

    def label(self, text: str, language: str = "en") -> None:
        """Name the item."""
        self.add(WD + self.id, LABEL, f"{quoted(text)}@{language}")

    def truth(self, property_id: str, value: str) -> None:
        """State a value without a statement of its own, for what nobody asks more of."""
        self.add(WD + self.id, WDT + property_id, value)

    def link(self, property_id: str, target: str, ordinal: int | None = None) -> None:
        """State an item, and its place in a list."""
        statement = self.state(property_id, iri(target), iri(target))
        if ordinal is not None:
            self.add(statement, f"{PQ}P1545", quoted(str(ordinal)))

    def text(self, property_id: str, text: str, language: str | None = None) -> None:
        """State a text."""
        value = quoted(text) + (f"@{language}" if language else "")
        self.state(property_id, value, value)

    def amount(
        self,
        property_id: str,
        value: int | str,
        unit: str,
        rank: str = "Normal",
        place: str | None = None,
        day: date | None = None,
    ) -> None:
        """State a quantity, where it is so, and when it was."""
        number = f'"+{value}"^^<{XSD}decimal>'
        statement = self.state(property_id, number, number if rank != "Deprecated" else None, rank)
        full = self.full_value(statement, property_id)
        self.add(full, f"{WIKIBASE}quantityAmount", number)
        self.add(full, f"{WIKIBASE}quantityUnit", iri(unit))
        if place is not None:
            self.add(statement, f"{PQ}P3005", iri(place))
        if day is not None:
            self.add(statement, f"{PQ}P585", moment(day))

    def day(self, property_id: str, day: date, precision: int = DAY, place: str | None = None) -> None:
        """State a day; less precise, it stands for its month or year, and is written as the first day of that."""
        statement = self.state(property_id, moment(day), moment(day))
        full = self.full_value(statement, property_id)
        self.add(full, f"{WIKIBASE}timeValue", moment(day))
        self.add(full, f"{WIKIBASE}timePrecision", f'"{precision}"^^<{XSD}integer>')
        if place is not None:
            self.add(statement, f"{PQ}P291", iri(place))

    def unknown(self, property_id: str) -> None:
        """State that there is a value that nobody knows, as the query service has written it since 2021."""
        genid = f"<{GENID}{crc32(f'{self.id} {self._n_statements}'.encode()):08x}>"
        self.state(property_id, genid, genid)

    def state(self, property_id: str, value: str, truth: str | None, rank: str = "Normal") -> str:
        """Add a statement, and return its IRI; `truth` is its simple value, None where its rank keeps it out."""
        self._n_statements += 1
        statement = f"{WD}statement/{self.id}-{self._n_statements:04d}"
        self.add(WD + self.id, P + property_id, f"<{statement}>")
        self.add(statement, PS + property_id, value)
        self.add(statement, f"{WIKIBASE}rank", f"<{WIKIBASE}{rank}Rank>")
        if truth is not None:
            self.truth(property_id, truth)
        return statement

    def full_value(self, statement: str, property_id: str) -> str:
        """Add the full value of a statement, and return its IRI."""
        value = f"http://www.wikidata.org/value/{self.id}-{self._n_statements:04d}"
        self.add(statement, PSV + property_id, f"<{value}>")
        return value

    def encoded(self) -> Iterator[bytes]:
        """Yield the triples as the lines of a file."""
        for line in self.lines:
            yield line.encode()


def iri(item: str) -> str:
    """Return an item as an object of a triple."""
    return f"<{WD}{item}>"


def quoted(text: str) -> str:
    """Return a literal; JSON's escapes are N-Triples' own."""
    return json.dumps(text, ensure_ascii=False)


def moment(day: date) -> str:
    """Return a day as Wikidata writes it."""
    return f'"{day.isoformat()}T00:00:00Z"^^<{XSD}dateTime>'
