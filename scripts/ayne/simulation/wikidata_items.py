"""Wikidata's items for one simulated movie, with what makes the real ones hard to read.

Several grosses that do not say of where they are, currencies, years written as a 1 January, festivals and re-releases,
unknown values, short films among the movies; about as often as was counted on real ones.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ayne.core.movie_codes import GENRES
from ayne.core.seeded_random import SeededRandom
from ayne.simulation.exchange import units_of
from ayne.simulation.movie import Movie
from ayne.simulation.triples import YEAR, Item, iri

ITEM, GROSSES, DATES, SHORT = 31, 32, 33, 34
FILM, ANIMATED_FILM, TELEVISION_FILM, SHORT_FILM = "Q11424", "Q202866", "Q506240", "Q24862"
TELEVISION_PROGRAM = "Q15416"
# Class, and the class it is a subclass of.
CLASSES = (
    (ANIMATED_FILM, FILM),
    (SHORT_FILM, FILM),
    (TELEVISION_FILM, FILM),
    (TELEVISION_FILM, TELEVISION_PROGRAM),
)
DOLLAR, NUMBER_ONE, AUSTRALIAN_DOLLAR = "Q4917", "Q199", "Q259502"
WORLDWIDE, USA, AUSTRALIA = "Q13780930", "Q30", "Q408"
MINUTE = "Q7727"
GENRE_ITEMS = {
    "Action": "Q188473", "Adventure": "Q319221", "Animation": "Q28968258", "Comedy": "Q157443", "Crime": "Q959790",
    "Documentary": "Q93204", "Drama": "Q130232", "Family": "Q1361932", "Fantasy": "Q157394", "History": "Q17013749",
    "Horror": "Q200092", "Music": "Q842256", "Mystery": "Q1200678", "Romance": "Q1054574",
    "Science Fiction": "Q471839", "Thriller": "Q2484376", "War": "Q369747", "Western": "Q172980",
}  # fmt: skip
RATING_ITEMS = {"G": "Q18665330", "PG": "Q18665334", "PG-13": "Q18665339", "R": "Q18665344", "NC-17": "Q18665349"}
COUNTRY_ITEMS = {
    "US": "Q30", "GB": "Q145", "CA": "Q16", "AU": "Q408", "FR": "Q142", "IN": "Q668", "JP": "Q17", "ES": "Q29",
    "CN": "Q148", "KR": "Q884", "DE": "Q183", "IT": "Q38", "RU": "Q159",
}  # fmt: skip
LANGUAGE_ITEMS = {
    "en": "Q1860", "fr": "Q150", "hi": "Q1568", "ja": "Q5287", "es": "Q1321", "zh": "Q7850", "ko": "Q9176",
    "de": "Q188", "it": "Q652", "ru": "Q7737",
}  # fmt: skip
# Numbers of items: of movies, their twins, short films, people, companies and series.
FIRST_MOVIE, FIRST_TWIN, FIRST_SHORT = 10_000_000, 15_000_000, 18_000_000
FIRST_PERSON, FIRST_COMPANY, FIRST_SERIES = 20_000_000, 30_000_000, 40_000_000


def wikidata_items(movie: Movie) -> Iterator[Item]:
    """Yield the movie's item, its twin's if it has one, and now and then a short film's that came out that day.

    What TMDB lists and has no details of was merged into another item here, and is not there any more.
    """
    if movie.is_listed_only:
        return
    yield movie_item(movie)
    if movie.has_twin:
        yield twin_item(movie)
    if movie.draw(SHORT).chance(0.015):
        yield short_film_item(movie)


def movie_item(movie: Movie) -> Item:
    """Return the item."""
    dice = movie.draw(ITEM)
    item = Item(f"Q{FIRST_MOVIE + movie.index}")
    item.sitelinks(sitelinks_of(movie))
    item.link("P31", class_of(movie))
    if not dice.chance(0.004):
        item.label(movie.title)
    item.text("P1476", movie.original_title, movie.language.code)
    if movie.has_imdb_id:
        item.text("P345", movie.imdb_id)
    if dice.chance(0.9):
        item.text("P4947", str(movie.tmdb_id))
    state_what_it_is(item, movie, dice)
    state_people(item, movie, dice)
    state_dates(item, movie)
    state_budget(item, movie, dice)
    state_grosses(item, movie)
    return item


def sitelinks_of(movie: Movie) -> int:
    """Return the number of articles: they follow the votes, so nobody knows it before the release."""
    return 2 + int(movie.votes**0.4)


def class_of(movie: Movie) -> str:
    """Return what the item is an instance of."""
    main = GENRES[movie.genre_ids[0]]
    return {"TV Movie": TELEVISION_FILM, "Animation": ANIMATED_FILM}.get(main, FILM)


def state_what_it_is(item: Item, movie: Movie, dice: SeededRandom) -> None:
    """State genres, country, language, runtime, rating and series."""
    for place, genre in enumerate(movie.genre_ids):
        if GENRES[genre] in GENRE_ITEMS:
            item.link("P136", GENRE_ITEMS[GENRES[genre]], place + 1)
    item.link("P495", COUNTRY_ITEMS[movie.language.country])
    item.link("P364", LANGUAGE_ITEMS[movie.language.code])
    if not dice.chance(0.03):
        item.amount("P2047", movie.runtime_min, MINUTE)
    if movie.certificate in RATING_ITEMS and not dice.chance(0.06):
        item.link("P1657", RATING_ITEMS[movie.certificate])
    if movie.collection is not None:
        item.link("P179", f"Q{FIRST_SERIES + movie.collection.collection_id}")


def state_people(item: Item, movie: Movie, dice: SeededRandom) -> None:
    """State cast, director, writer and companies; now and then a director whom nobody knows."""
    has_order = dice.chance(0.9)
    for place, person in enumerate(movie.cast):
        item.link("P161", person_item(person), place + 1 if has_order else None)
    if dice.chance(0.002):
        item.unknown("P57")
    else:
        item.link("P57", person_item(movie.director))
    item.link("P58", person_item(movie.crew[0]))
    for place, company in enumerate(movie.companies):
        item.link("P272", company_item(company), place + 1)


def person_item(public_id: int) -> str:
    """Return the item of a person."""
    return f"Q{FIRST_PERSON + public_id}"


def company_item(public_id: int) -> str:
    """Return the item of a company."""
    return f"Q{FIRST_COMPANY + public_id}"


def state_dates(item: Item, movie: Movie) -> None:
    """State the release, the year besides, a festival before it, and a re-release ten years later."""
    dice = movie.draw(DATES)
    year, day = date(movie.release_date.year, 1, 1), movie.release_date
    if movie.is_undated or dice.chance(0.35):
        item.day("P577", year, YEAR)
    if movie.is_undated:
        return
    festival = day - timedelta(days=10 + dice.below(80))
    is_at_festival = dice.chance(0.12) and festival > year
    home = COUNTRY_ITEMS[movie.language.country]
    item.day("P577", day, place=home if is_at_festival or dice.chance(0.5) else None)
    if is_at_festival:
        item.day("P577", festival, place=COUNTRY_ITEMS["FR" if movie.language.country != "FR" else "IT"])
    if movie.age_days > 4_000 and dice.chance(0.03):
        item.day("P577", day + timedelta(days=3_653), place=USA)


def state_budget(item: Item, movie: Movie, dice: SeededRandom) -> None:
    """State what volunteers typed, in dollars, in the money of the movie's country, or seldom without a unit."""
    if movie.budget_received <= 0:
        return
    local = units_of(movie.budget_received, movie.language.country, movie.release_date.year)
    if dice.chance(0.003):
        item.amount("P2130", movie.budget_received, NUMBER_ONE)
    elif local is not None and dice.chance(0.35):
        item.amount("P2130", local.amount, local.unit)
    else:
        item.amount("P2130", movie.budget_received, DOLLAR)


def state_grosses(item: Item, movie: Movie) -> None:
    """State what volunteers typed: once or more often, with or without its place, the wrong one deprecated."""
    dice, gross, released = movie.draw(GROSSES), movie.revenue_received, movie.release_date
    if gross <= 0:
        if dice.chance(0.01):
            item.unknown("P2142")
        return
    roll, share = dice.unit(), 0.25 + 0.5 * dice.unit()
    is_stated = roll < 0.3 or roll >= 0.95
    item.amount("P2142", gross, DOLLAR, place=WORLDWIDE if is_stated else None)
    if roll >= 0.95:
        item.amount("P2142", round(gross * share), DOLLAR, place=USA)
        item.amount("P2142", round(gross * 0.9), DOLLAR, place=WORLDWIDE, day=released + timedelta(days=60))
    elif roll >= 0.76:
        item.amount("P2142", round(gross * share), DOLLAR)
    if dice.chance(0.03):
        australian = units_of(round(gross * 0.04), "AU", released.year)
        if australian is not None:
            item.amount("P2142", australian.amount, AUSTRALIAN_DOLLAR, place=AUSTRALIA)
    if dice.chance(0.01):
        item.amount("P2142", gross * 3, DOLLAR, rank="Deprecated")


def twin_item(movie: Movie) -> Item:
    """Return the movie entered a second time, with little in it but the same IMDb id."""
    item = Item(f"Q{FIRST_TWIN + movie.index}")
    item.sitelinks(1)
    item.link("P31", FILM)
    item.label(movie.title)
    item.text("P345", movie.imdb_id)
    item.day("P577", date(movie.release_date.year, 1, 1), YEAR)
    return item


def short_film_item(movie: Movie) -> Item:
    """Return a short film with a cost, which is among the films by its class."""
    item = Item(f"Q{FIRST_SHORT + movie.index}")
    item.sitelinks(3)
    item.link("P31", SHORT_FILM)
    item.label(f"{movie.title}: The Short")
    item.day("P577", movie.release_date)
    item.amount("P2130", 250_000, DOLLAR)
    return item


def class_lines() -> Iterator[str]:
    """Yield which classes are subclasses of which."""
    for narrow, wide in CLASSES:
        item = Item(narrow)
        item.truth("P279", iri(wide))
        yield from item.lines


def wikidata_lines(movies: Iterable[Movie]) -> Iterator[bytes]:
    """Yield the triples of some movies, and of the classes of all."""
    for line in class_lines():
        yield line.encode()
    for movie in movies:
        for item in wikidata_items(movie):
            yield from item.encoded()
