"""What Wikidata's query service is asked: plain SPARQL 1.1, which Blazegraph and QLever both run.

One narrow query a property: a query for several properties multiplies their statements. Full statements (`p:`, `psv:`,
`pq:`), as the simple value (`wdt:`) of an amount has lost its currency and that of a date its precision. Labels by
`rdfs:label`, as the label service is Blazegraph's own. Slices of dates and batches of items instead of OFFSET, which
is not stable. The entities' JSON (`Special:EntityData`) is no substitute: it is one request per movie, of everything in
all languages, from a cache that may be days old; and it lists nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

PREFIXES = """PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX psv: <http://www.wikidata.org/prop/statement/value/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
FILM = "Q11424"
# Kinds of items that are among the films and are none: short films; television's films, series and episodes, which are
# all programs; a series of films, which is not one of them.
SHORT_FILM, TELEVISION_PROGRAM, FILM_SERIES = "Q24862", "Q15416", "Q24856"
OTHER_KINDS = (SHORT_FILM, TELEVISION_PROGRAM, FILM_SERIES)


@dataclass(frozen=True)
class BatchQuery:
    """What is asked of a batch of movies: the pattern about `?film`, and the variables of the answer besides it."""

    name: str
    pattern: str
    variables: tuple[str, ...]

    def query(self, items: Iterable[str]) -> str:
        """Return the query for these items; what it is comes first, for whoever reads the service's log."""
        wanted = list(items)
        values = " ".join(f"wd:{item}" for item in wanted)
        names = " ".join(f"?{name}" for name in ("film", *self.variables))
        title = f"# {self.name} of {len(wanted)} items: {wanted[0]}"
        return f"{title}\n{PREFIXES}SELECT {names} WHERE {{\n  VALUES ?film {{ {values} }}\n{self.pattern}\n}}"


def statement_of(name: str, property_id: str) -> BatchQuery:
    """Ask for statements whose value is an item or a text, with their places in a list."""
    pattern = (
        f"  ?film p:{property_id} ?statement .\n"
        f"  ?statement ps:{property_id} ?value ; wikibase:rank ?rank .\n"
        "  OPTIONAL { ?statement pq:P1545 ?ordinal }"
    )
    return BatchQuery(name, pattern, ("statement", "value", "rank", "ordinal"))


def amount_of(name: str, property_id: str) -> BatchQuery:
    """Ask for amounts, with unit, place and time; an unknown one is a statement without an amount."""
    pattern = (
        f"  ?film p:{property_id} ?statement .\n"
        "  ?statement wikibase:rank ?rank .\n"
        f"  OPTIONAL {{ ?statement psv:{property_id} ?full .\n"
        "    ?full wikibase:quantityAmount ?amount ; wikibase:quantityUnit ?unit }\n"
        "  OPTIONAL { ?statement pq:P3005 ?place }\n"
        "  OPTIONAL { ?statement pq:P585 ?time }"
    )
    return BatchQuery(name, pattern, ("statement", "rank", "amount", "unit", "place", "time"))


EXISTENCE = BatchQuery("sitelinks", "  ?film wikibase:sitelinks ?sitelinks .", ("sitelinks",))
KINDS = BatchQuery(
    "kind",
    f"  VALUES ?kind {{ {' '.join(f'wd:{kind}' for kind in OTHER_KINDS)} }}\n  ?film wdt:P31/wdt:P279* ?kind .",
    ("kind",),
)
PUBLICATIONS = BatchQuery(
    "publication",
    "  ?film p:P577 ?statement .\n"
    "  ?statement wikibase:rank ?rank .\n"
    "  OPTIONAL { ?statement psv:P577 ?full .\n"
    "    ?full wikibase:timeValue ?day ; wikibase:timePrecision ?precision }\n"
    "  OPTIONAL { ?statement pq:P291 ?place }",
    ("statement", "rank", "day", "precision", "place"),
)
GROSSES, COSTS = amount_of("box_office", "P2142"), amount_of("cost", "P2130")
# English, or what is the same in many languages (`mul`, since 2024).
TITLES = BatchQuery("title", "  ?film rdfs:label ?value .\n  FILTER(LANG(?value) IN ('en', 'mul'))", ("value",))
IMDB_IDS, TMDB_IDS = statement_of("imdb_id", "P345"), statement_of("tmdb_id", "P4947")
COUNTRIES = statement_of("country", "P495")
# What is asked about movies that another source lists.
AMOUNT_QUESTIONS = (EXISTENCE, PUBLICATIONS, GROSSES, COSTS, IMDB_IDS, TMDB_IDS, COUNTRIES)
MOVIE_QUESTIONS = (
    EXISTENCE,
    KINDS,
    TITLES,
    PUBLICATIONS,
    GROSSES,
    COSTS,
    statement_of("original_title", "P1476"),
    IMDB_IDS,
    TMDB_IDS,
    statement_of("class", "P31"),
    statement_of("genre", "P136"),
    statement_of("director", "P57"),
    statement_of("writer", "P58"),
    statement_of("cast", "P161"),
    statement_of("company", "P272"),
    COUNTRIES,
    statement_of("language", "P364"),
    statement_of("series", "P179"),
    statement_of("franchise", "P8345"),
    statement_of("rating", "P1657"),
    # What is an edition of another work is a re-cut of it.
    statement_of("edition_of", "P629"),
    BatchQuery(
        "duration",
        "  ?film p:P2047 ?statement .\n"
        "  ?statement psv:P2047 ?full ; wikibase:rank ?rank .\n"
        "  ?full wikibase:quantityAmount ?amount ; wikibase:quantityUnit ?unit .",
        ("statement", "rank", "amount", "unit"),
    ),
)
LABELS = BatchQuery("label", "  ?film rdfs:label ?value .\n  FILTER(LANG(?value) IN ('en', 'mul'))", ("value",))
COUNTRY_CODES = BatchQuery("country_code", "  ?film wdt:P297 ?value .", ("value",))
LANGUAGE_CODES = BatchQuery("language_code", "  ?film wdt:P218 ?value .", ("value",))


def list_query(first: date, end: date, min_sitelinks: int, *, with_amount: bool) -> str:
    """Return the query for the films first published from `first` to before `end`, with their number of sitelinks.

    The first publication is the earliest of the best-ranked dates. `with_amount` keeps those with a box office or a
    cost, as most items have neither and are of no use to learn from.
    """
    amount = "  FILTER EXISTS { { ?film wdt:P2142 [] } UNION { ?film wdt:P2130 [] } }\n" if with_amount else ""
    return (
        f"# list {first} {end}\n{PREFIXES}"
        "SELECT ?film (SAMPLE(?links) AS ?sitelinks) (MIN(?published) AS ?first) WHERE {\n"
        "  ?film wdt:P577 ?published .\n"
        f"  FILTER(?published >= {moment(first)} && ?published < {moment(end)})\n"
        f"  FILTER NOT EXISTS {{ ?film wdt:P577 ?earlier . FILTER(?earlier < {moment(first)}) }}\n"
        f"  ?film wdt:P31/wdt:P279* wd:{FILM} ; wikibase:sitelinks ?links .\n"
        f"  FILTER(?links >= {min_sitelinks})\n"
        f"{amount}}}\nGROUP BY ?film"
    )


def moment(day: date) -> str:
    """Return the beginning of a day as SPARQL writes it."""
    return f'"{day.isoformat()}T00:00:00Z"^^xsd:dateTime'


def find_query(imdb_ids: Iterable[str]) -> str:
    """Return the query for the items that carry these IMDb ids."""
    wanted = list(imdb_ids)
    values = " ".join(f'"{imdb_id}"' for imdb_id in wanted)
    pattern = f"  VALUES ?imdb_id {{ {values} }}\n  ?film wdt:P345 ?imdb_id ."
    title = f"# items of {len(wanted)} IMDb ids: {wanted[0]}"
    return f"{title}\n{PREFIXES}SELECT ?film ?imdb_id WHERE {{\n{pattern}\n}}"
