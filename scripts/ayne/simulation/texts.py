"""Overviews, taglines and plots: sentences that say nothing about the gross."""

from ayne.core.movie_codes import GENRES
from ayne.simulation.movie import Movie
from ayne.simulation.population import person_name
from ayne.simulation.vocabulary import TITLE_ADJECTIVES, TITLE_NOUNS, TITLE_PLACES, TRADES

OVERVIEW, TAGLINE = 21, 22
TURNS = (
    "must choose between an old promise and a new life",
    "learns that nobody in town tells the whole truth",
    "has one week to find what the war left behind",
    "follows a trail that leads back home",
    "makes a bargain that cannot be undone",
    "is drawn into a game with no rules",
    "sets out with unlikely companions",
)


def overview(movie: Movie) -> str:
    """Return two sentences; now and then none, as TMDB has for obscure movies."""
    draw = movie.draw(OVERVIEW)
    if movie.votes < 20 and draw.chance(0.08):
        return ""
    place, trade, turn = draw.pick(TITLE_PLACES), draw.pick(TRADES), draw.pick(TURNS)
    hero = person_name(draw.below(90_000) + 1)
    subject = f"{draw.pick(TITLE_ADJECTIVES).lower()} {draw.pick(TITLE_NOUNS).lower()}"
    kind = GENRES[movie.genre_ids[0]]
    return f"In {place}, {hero}, a {trade}, {turn}. {kind} about the {subject} and those who believe in it."


def tagline(movie: Movie) -> str:
    """Return one short line."""
    draw = movie.draw(TAGLINE)
    return f"Every {draw.pick(TITLE_NOUNS).lower()} has its {draw.pick(TITLE_NOUNS).lower()}."


def plot(movie: Movie) -> str:
    """Return OMDb's short plot: the overview's first sentence."""
    sentence, _, _ = overview(movie).partition(". ")
    return f"{sentence}." if sentence else "N/A"
