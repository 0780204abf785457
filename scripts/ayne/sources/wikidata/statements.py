"""Statements as Wikidata's query service gives them: a value, its qualifiers, and how much it is worth (its rank).

A row of an answer is a binding of SPARQL's JSON format. What Wikidata does not know comes as a blank node, or as a URI
below `/.well-known/genid/`: None here, and told apart from a statement that is not there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import IntEnum
from typing import Any

ENTITY = "http://www.wikidata.org/entity/"
GENID = "/.well-known/genid/"

type Binding = Mapping[str, Mapping[str, str]]
"""One row of an answer: by name of a variable its `type` and `value`; a variable without a value is not there."""


class Rank(IntEnum):
    """What Wikidata's editors think of a statement; a deprecated one is kept only to say that it is wrong."""

    DEPRECATED = 0
    NORMAL = 1
    PREFERRED = 2


class Precision(IntEnum):
    """`wikibase:timePrecision`: a day that is less precise than a day is its period's first one, not a day."""

    YEAR = 9
    MONTH = 10
    DAY = 11


@dataclass(frozen=True)
class Amount:
    """An amount of money; `unit` is a currency's item, `place` where it was earned, `day` when it was counted.

    `value` None is an unknown value, `unit` None an amount without a unit (Wikidata's item Q199, the number 1).
    """

    value: Decimal | None
    unit: str | None = None
    rank: Rank = Rank.NORMAL
    place: str | None = None
    day: date | None = None


@dataclass(frozen=True)
class Publication:
    """A day on which a movie was published somewhere; None an unknown one."""

    day: date | None
    precision: int = Precision.DAY
    rank: Rank = Rank.NORMAL
    place: str | None = None


@dataclass(frozen=True)
class Link:
    """A statement whose value is an item, and its place among the movie's (`series ordinal`), where it has one."""

    item: str
    rank: Rank = Rank.NORMAL
    ordinal: int | None = None


@dataclass(frozen=True)
class Text:
    """A statement whose value is a text, such as an id."""

    text: str | None
    rank: Rank = Rank.NORMAL


def amounts(rows: Iterable[Binding]) -> list[Amount]:
    """Read amounts of money, one a statement: a statement with two places is one row of the answer for each."""
    return [
        Amount(
            value=number(row.get("amount")),
            unit=item(row.get("unit")) if item(row.get("unit")) != ONE else None,
            rank=rank(row),
            place=item(row.get("place")),
            day=day(row.get("time")),
        )
        for row in one_a_statement(rows)
    ]


def publications(rows: Iterable[Binding]) -> list[Publication]:
    """Read dates of publication; a statement about two places counts for the first of them."""
    return [
        Publication(
            day=day(row.get("day")),
            precision=int(row["precision"]["value"]) if "precision" in row else Precision.DAY,
            rank=rank(row),
            place=item(row.get("place")),
        )
        for row in one_a_statement(rows)
    ]


def links(rows: Iterable[Binding]) -> list[Link]:
    """Read items, the best ones (`best`) in the order of their ordinals, where they have any, else of their numbers.

    An unknown item, and a value that is no item, is left out.
    """
    amounts = [
        Link(value, rank(row), ordinal(row.get("ordinal", {}).get("value")))
        for row in one_a_statement(rows)
        if (value := item(row.get("value"))) is not None
    ]
    return sorted(best(amounts), key=lambda link: (link.ordinal is None, link.ordinal or 0, number_of(link.item)))


def texts(rows: Iterable[Binding]) -> list[Text]:
    """Read texts, the best ones, in the order of the alphabet."""
    texts = [Text(literal(row.get("value")), rank(row)) for row in one_a_statement(rows)]
    return sorted(best([text for text in texts if text.text]), key=lambda text: text.text or "")


def best[S: (Amount, Publication, Link, Text)](statements: Iterable[S]) -> list[S]:
    """Leave out what is deprecated; where something is preferred, leave out all else, as Wikidata itself does."""
    valid = [statement for statement in statements if statement.rank is not Rank.DEPRECATED]
    preferred = [statement for statement in valid if statement.rank is Rank.PREFERRED]
    return preferred or valid


def one_a_statement(rows: Iterable[Binding]) -> Iterator[Binding]:
    """Yield one row for each statement: an answer repeats it for each of its qualifiers, or by mistake.

    Of several rows of a statement the first by their values is taken, so that the order of the answer does not count.
    """
    by_statement: dict[str, Binding] = {}
    for row in sorted(rows, key=in_words):
        statement = row["statement"]["value"] if "statement" in row else in_words(row)
        by_statement.setdefault(statement, row)
    yield from by_statement.values()


def in_words(row: Binding) -> str:
    """Return a row as text, by which rows are sorted and told apart; blank nodes have another name in each answer.

    One title in two languages (`en` and `mul`) is two rows.
    """
    shown = {
        name: "" if is_unknown(value) else value["value"] + value.get("xml:lang", "") for name, value in row.items()
    }
    return repr(sorted(shown.items()))


def is_unknown(value: Mapping[str, str]) -> bool:
    """Whether a value is Wikidata's `unknown value`."""
    return value["type"] == "bnode" or GENID in value["value"]


def item(value: Mapping[str, str] | None) -> str | None:
    """Return the id of an item (`Q4917`); None for an unknown one, and for what is none."""
    if value is None or value["type"] != "uri" or not value["value"].startswith(ENTITY + "Q"):
        return None
    return value["value"].removeprefix(ENTITY)


def literal(value: Mapping[str, str] | None) -> str | None:
    """Return a text; None where there is none."""
    return None if value is None or is_unknown(value) else value["value"].strip() or None


def number(value: Mapping[str, str] | None) -> Decimal | None:
    """Return a number, `+250000000` or `56.964`; None where there is none."""
    try:
        return None if value is None or is_unknown(value) else Decimal(value["value"])
    except InvalidOperation:
        return None


def day(value: Mapping[str, str] | None) -> date | None:
    """Return the day of `1999-03-31T00:00:00Z`; None where there is none, and for a year that no calendar has."""
    try:
        return None if value is None or is_unknown(value) else date.fromisoformat(value["value"].lstrip("+")[:10])
    except ValueError:
        return None


def ordinal(text: Any) -> int | None:
    """Return a place in a list; Wikidata has it as text, which is not always a number."""
    return int(text) if isinstance(text, str) and text.isdecimal() else None


def rank(row: Binding) -> Rank:
    """Return a statement's rank: `http://wikiba.se/ontology#PreferredRank`."""
    name = row["rank"]["value"].rpartition("#")[2] if "rank" in row else "NormalRank"
    return {"PreferredRank": Rank.PREFERRED, "DeprecatedRank": Rank.DEPRECATED}.get(name, Rank.NORMAL)


def number_of(item_id: str) -> int:
    """Return the number in an item's id, 4917 in `Q4917`: what a movie of a Wikidata catalogue goes by."""
    return int(item_id[1:])


ONE = "Q199"
