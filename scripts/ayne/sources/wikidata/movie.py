"""One movie of Wikidata: what its raw record says, read by the rules of this package."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ayne.sources.wikidata.amounts import budget, domestic_gross, worldwide_gross
from ayne.sources.wikidata.dates import release_date
from ayne.sources.wikidata.genres import GENRE_IDS, GenreTable, genres_of
from ayne.sources.wikidata.identity import imdb_id, reason_against, tmdb_id
from ayne.sources.wikidata.statements import (
    Binding,
    Link,
    amounts,
    links,
    literal,
    number,
    number_of,
    publications,
    texts,
)

# Units of durations, in minutes.
MINUTES = {"Q7727": Decimal(1), "Q25235": Decimal(60), "Q11574": Decimal(1) / 60}
# The ratings of the Motion Picture Association of America.
CERTIFICATES = {
    "Q18665330": "G",
    "Q18665334": "PG",
    "Q18665339": "PG-13",
    "Q18665344": "R",
    "Q18665349": "NC-17",
    "Q47274658": "X",
}

type Body = Mapping[str, list[Binding]]
"""The answers about one movie, by the name of the question."""


@dataclass(frozen=True)
class ItemNames:
    """What Wikidata calls items, and the ISO codes of countries (3166-1) and languages (639-1)."""

    labels: Mapping[str, str] = field(default_factory=dict)
    country_codes: Mapping[str, str] = field(default_factory=dict)
    language_codes: Mapping[str, str] = field(default_factory=dict)

    def named(self, link: Link) -> dict[str, Any]:
        """Return an item's number and its name, None where it has none in English."""
        return {"id": number_of(link.item), "name": self.labels.get(link.item)}


@dataclass(frozen=True)
class Refusal:
    """A field of a record that could not be used ("" for the record itself), as it was, and why."""

    field: str
    value: str | None
    reason: str


def read_movie(
    item_id: str, body: Body, names: ItemNames, genres: GenreTable
) -> tuple[dict[str, Any] | None, list[Refusal]]:
    """Return a movie as a row of typed values, or None if the item is none, and what could not be used of it.

    Amounts are nominal US dollars. People, companies and series go by the numbers of their items.
    """
    reason = reason_against(body.get("sitelinks", []), body.get("kind", []), body.get("edition_of", []))
    if reason is not None:
        return None, [Refusal("", item_id, reason)]
    row: dict[str, Any] = {"record_id": item_id, "movie_id": number_of(item_id), "wikidata_id": item_id}
    refusals: list[Refusal] = []
    row |= read_release(body, refusals)
    row |= read_amounts(body, row["release_year"], refusals)
    row |= read_ids(body, refusals)
    row |= read_titles(item_id, body, names)
    row |= read_people_and_companies(body, names)
    row["genres"] = [{"id": GENRE_IDS[name], "name": name} for name in read_genres_of(body, genres)]
    row["runtime"] = read_minutes(body, refusals)
    row["sitelinks"] = max((int(number(one["sitelinks"]) or 0) for one in body["sitelinks"]), default=None)
    return row, refusals


def read_release(body: Body, refusals: list[Refusal]) -> dict[str, Any]:
    """Return the release date, and the year of which a movie's exchange rates are."""
    home = [link.item for link in links(body.get("country", []))]
    release = release_date(publications(body.get("publication", [])), home)
    if release.day is None:
        stated = None if release.first_year is None else str(release.first_year)
        refusals.append(Refusal("P577", stated, release.reason))
    year = release.first_year if release.day is None else release.day.year
    return {"release_date": release.day, "release_year": year}


def read_amounts(body: Body, year: int | None, refusals: list[Refusal]) -> dict[str, Any]:
    """Return budget and grosses in US dollars, and how sure they are."""
    stated = amounts(body.get("box_office", []))
    cost, gross = budget(amounts(body.get("cost", [])), year), worldwide_gross(stated, year)
    refusals += [Refusal("P2130", value, reason) for value, reason in cost.unused]
    refusals += [Refusal("P2142", value, reason) for value, reason in gross.unused]
    return {
        "budget_usd": cost.usd,
        "budget_usd_basis": cost.basis,
        "worldwide_gross_usd": gross.usd,
        "worldwide_gross_usd_basis": gross.basis,
        "domestic_gross_usd": domestic_gross(stated, year),
        "n_grosses": len(stated),
    }


def read_ids(body: Body, refusals: list[Refusal]) -> dict[str, Any]:
    """Return the ids of other sources."""
    imdb, unused_imdb = imdb_id(texts(body.get("imdb_id", [])))
    tmdb, unused_tmdb = tmdb_id(texts(body.get("tmdb_id", [])))
    refusals += [Refusal("P345", value, reason) for value, reason in unused_imdb]
    refusals += [Refusal("P4947", value, reason) for value, reason in unused_tmdb]
    return {"imdb_id": imdb, "tmdb_id": tmdb}


def read_titles(item_id: str, body: Body, names: ItemNames) -> dict[str, Any]:
    """Return the English title, the original one where there is no other, and the original language.

    An item without a label is shown under its own id by Wikidata's tools; that is no title.
    """
    original = next((one.text for one in texts(body.get("original_title", []))), None)
    labels = [text for row in by_language(body.get("title", [])) if (text := literal(row.get("value"))) != item_id]
    codes = [names.language_codes.get(link.item) for link in links(body.get("language", []))]
    return {
        "title": next((label for label in labels if label), original),
        "original_title": original,
        "original_language": next((code for code in codes if code), None),
    }


def by_language(rows: Iterable[Binding]) -> list[Binding]:
    """Return labels, English before those of many languages (`mul`)."""
    return sorted(rows, key=lambda row: (row["value"].get("xml:lang") != "en", row["value"]["value"]))


def read_people_and_companies(body: Body, names: ItemNames) -> dict[str, Any]:
    """Return cast and crew, companies, countries, languages and series as structs, and the US certificate."""
    countries, languages = links(body.get("country", [])), links(body.get("language", []))
    cast = unique(links(body.get("cast", [])))
    crew = [(link, "Directing", "Director") for link in unique(links(body.get("director", [])))]
    crew += [(link, "Writing", "Screenplay") for link in unique(links(body.get("writer", [])))]
    # A series of films is what TMDB calls a collection; a franchise has games and books in it as well.
    series = [*links(body.get("series", [])), *links(body.get("franchise", []))]
    ratings = [link.item for link in links(body.get("rating", []))]
    return {
        "cast": [names.named(link) | {"order": place} for place, link in enumerate(cast)],
        "crew": [names.named(link) | {"department": department, "job": job} for link, department, job in crew],
        "companies": [names.named(link) for link in unique(links(body.get("company", [])))],
        "countries": coded(countries, names.country_codes, names),
        "languages": coded(languages, names.language_codes, names),
        "collection": names.named(series[0]) if series else None,
        "certificate": next((CERTIFICATES[one] for one in ratings if one in CERTIFICATES), None),
    }


def unique(links: Iterable[Link]) -> list[Link]:
    """Leave out a link to an item that was there before."""
    by_item: dict[str, Link] = {}
    for link in links:
        by_item.setdefault(link.item, link)
    return list(by_item.values())


def coded(links: Iterable[Link], codes: Mapping[str, str], names: ItemNames) -> list[dict[str, Any]]:
    """Return countries or languages by their ISO codes; what has none, as a former country, is left out."""
    by_code = {codes[link.item]: names.labels.get(link.item) for link in links if link.item in codes}
    return [{"code": code, "name": name} for code, name in by_code.items()]


def read_genres_of(body: Body, table: GenreTable) -> list[str]:
    """Return the project's genres; of the classes only those that are genres, as `animated film`."""
    stated = [*links(body.get("genre", [])), *links(body.get("class", []))]
    return genres_of([link.item for link in stated], table)


def read_minutes(body: Body, refusals: list[Refusal]) -> int | None:
    """Return the runtime: of several the longest, as cuts for other countries are shorter."""
    pairs = []
    for amount in amounts(body.get("duration", [])):
        if amount.value is None or amount.unit not in MINUTES:
            refusals.append(
                Refusal("P2047", f"{amount.value} {amount.unit}", "no duration in minutes, hours or seconds")
            )
        else:
            pairs.append(int((amount.value * MINUTES[amount.unit]).to_integral_value()))
    return max(pairs, default=None)
