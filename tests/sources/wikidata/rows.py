"""Rows of answers, written as Wikidata's query service writes them."""

from typing import Any

ENTITY = "http://www.wikidata.org/entity/"
GENID = "http://www.wikidata.org/.well-known/genid/3ab2f7"
RANKS = "http://wikiba.se/ontology#"
DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
MOMENT = "http://www.w3.org/2001/XMLSchema#dateTime"

type Row = dict[str, dict[str, str]]


def uri(value: str) -> dict[str, str]:
    return {"type": "uri", "value": value if "/" in value else ENTITY + value}


def text(value: str, language: str | None = None) -> dict[str, str]:
    return {"type": "literal", "value": value} | ({"xml:lang": language} if language else {})


def statement(number: str, value: dict[str, str] | None, rank: str = "Normal", **others: Any) -> Row:
    """Return a row about a statement; keyword arguments are further variables."""
    row = {"statement": uri(f"{ENTITY}statement/{number}"), "rank": uri(f"{RANKS}{rank}Rank")}
    return row | ({"value": value} if value else {}) | others


def amount(number: str, value: str, unit: str, **others: Any) -> Row:
    """Return a row about an amount."""
    typed = {"type": "literal", "datatype": DECIMAL, "value": value}
    return statement(number, None, amount=typed, unit=uri(unit), **others)


def published(number: str, day: str, precision: int = 11, **others: Any) -> Row:
    """Return a row about a publication."""
    moment = {"type": "literal", "datatype": MOMENT, "value": f"{day}T00:00:00Z"}
    return statement(number, None, day=moment, precision=text(str(precision)), **others)
