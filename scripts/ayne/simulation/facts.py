"""The true facts of one year's movies, before any volunteer types them in: draws, then the formula."""

from dataclasses import dataclass

import numpy as np

from ayne.core.arrays import Bools, Floats, Ints
from ayne.core.movie_codes import CERTIFICATES, GENRES
from ayne.simulation.vocabulary import LANGUAGES

GENRE_NAMES = tuple(GENRES.values())
# Share as main genre; shift of the log budget; US certificates G, PG, PG-13, R, NC-17, NR in per cent; companions.
MAIN_GENRES: dict[str, tuple[float, float, tuple[int, ...], str]] = {
    "Action": (0.13, 0.55, (0, 5, 50, 42, 0, 3), "Adventure Thriller Crime Science Fiction"),
    "Adventure": (0.05, 0.9, (4, 38, 46, 10, 0, 2), "Action Family Fantasy"),
    "Animation": (0.055, 0.8, (26, 60, 6, 3, 0, 5), "Family Adventure Comedy Fantasy"),
    "Comedy": (0.20, -0.1, (1, 15, 38, 42, 0, 4), "Romance Drama Family"),
    "Crime": (0.045, 0.0, (0, 2, 18, 76, 1, 3), "Drama Thriller Mystery"),
    "Documentary": (0.02, -2.0, (4, 26, 24, 14, 0, 32), "Music History"),
    "Drama": (0.24, -0.45, (1, 12, 32, 45, 1, 9), "Romance History Crime War"),
    "Family": (0.02, 0.3, (24, 66, 6, 1, 0, 3), "Comedy Adventure Fantasy"),
    "Fantasy": (0.025, 0.7, (2, 35, 45, 15, 0, 3), "Adventure Family Action"),
    "History": (0.012, 0.2, (0, 14, 45, 38, 0, 3), "Drama War"),
    "Horror": (0.085, -0.8, (0, 1, 22, 70, 1, 6), "Thriller Mystery"),
    "Music": (0.01, -0.3, (4, 28, 36, 26, 0, 6), "Drama Romance Documentary"),
    "Mystery": (0.015, -0.1, (0, 5, 35, 56, 1, 3), "Thriller Crime Drama"),
    "Romance": (0.035, -0.2, (1, 14, 48, 31, 1, 5), "Drama Comedy"),
    "Science Fiction": (0.03, 0.7, (1, 12, 52, 33, 0, 2), "Action Adventure Thriller"),
    "TV Movie": (0.004, -1.5, (4, 26, 20, 5, 0, 45), "Drama Family"),
    "Thriller": (0.045, -0.05, (0, 2, 28, 66, 1, 3), "Crime Mystery Drama"),
    "War": (0.01, 0.3, (0, 4, 28, 64, 0, 4), "Drama History Action"),
    "Western": (0.009, 0.2, (0, 8, 26, 63, 0, 3), "Drama Action"),
}
AFFINITY = 2.2
# Log of the budget: of an American movie without genre shift, and how others differ.
LN_BUDGET, LN_BUDGET_SPREAD = 16.85, 1.25
LEAST_LN_BUDGET = 11.0
# No budget reaches exp(MOST_LN_BUDGET), some $400M of the base year: towards it they come ever closer together.
MOST_LN_BUDGET, BEND = 19.8, 0.8
ABROAD = {"US": 0.0, "GB": -0.35, "IN": -1.1, "CN": 0.1}
ABROAD_ELSE = -0.75
# What standardises the log budget wherever it steers something else.
SIZE_CENTRE, SIZE_SPREAD = 16.5, 1.5


@dataclass
class Facts:
    """One year's movies in the order of release; an entry of each array is a movie.

    `first_index` counts the movies of earlier years. `cast` holds members of the pool of actors, billed first to last.
    """

    year: int
    first_index: int
    days: Ints
    genres: Bools
    main_genre: Ints
    market: Ints
    certificate: Ints
    ln_budget: Floats
    runtime_min: Ints

    def __len__(self) -> int:
        """Count the movies."""
        return len(self.days)

    @property
    def size(self) -> Floats:
        """The standardised log budget."""
        return (self.ln_budget - SIZE_CENTRE) / SIZE_SPREAD


def draw_facts(rng: np.random.Generator, year: int, first_index: int, days: Ints) -> Facts:
    """Draw what a movie is, apart from its people, companies and franchise."""
    count = len(days)
    main = rng.choice(len(MAIN_GENRES), size=count, p=_shares([row[0] for row in MAIN_GENRES.values()]))
    market = rng.choice(len(LANGUAGES), size=count, p=_shares([language.weight for language in LANGUAGES]))
    shift = np.array([row[1] for row in MAIN_GENRES.values()])[main]
    abroad = np.array([ABROAD.get(language.country, ABROAD_ELSE) for language in LANGUAGES])[market]
    ln_budget = LN_BUDGET + shift + abroad + LN_BUDGET_SPREAD * rng.standard_normal(count)
    facts = Facts(
        year=year,
        first_index=first_index,
        days=days,
        genres=_draw_genres(rng, main),
        main_genre=main,
        market=market,
        certificate=_draw_certificates(rng, main),
        ln_budget=affordable(ln_budget),
        runtime_min=np.zeros(count, np.int64),
    )
    facts.runtime_min = _draw_runtimes(rng, facts)
    return facts


def affordable(ln_budget: Floats) -> Floats:
    """Return the logs of budgets with the largest bent below what anybody pays."""
    return np.asarray(-BEND * np.logaddexp(-np.maximum(ln_budget, LEAST_LN_BUDGET) / BEND, -MOST_LN_BUDGET / BEND))


def _shares(weights: list[float]) -> Floats:
    return np.array(weights) / sum(weights)


def _draw_genres(rng: np.random.Generator, main: Ints) -> Bools:
    """Give each movie up to three more genres, rather those that go with its main one."""
    weights = np.log([[row[0] for row in MAIN_GENRES.values()]] * len(MAIN_GENRES))
    for place, row in enumerate(MAIN_GENRES.values()):
        weights[place] += [AFFINITY * (name in row[3]) for name in GENRE_NAMES]
    scores = weights[main] + rng.gumbel(size=(len(main), len(GENRE_NAMES)))
    scores[np.arange(len(main)), main] = np.inf
    number_of_genres = rng.choice([1, 2, 3, 4], size=len(main), p=[0.22, 0.38, 0.3, 0.1])
    rank = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1, kind="stable")
    return np.asarray(rank < number_of_genres[:, None])


def _draw_certificates(rng: np.random.Generator, main: Ints) -> Ints:
    odds = np.cumsum([row[2] for row in MAIN_GENRES.values()], axis=1)[main]
    place = (odds <= rng.random(len(main))[:, None] * 100).sum(axis=1)
    return np.minimum(place, len(CERTIFICATES) - 1)


def _draw_runtimes(rng: np.random.Generator, facts: Facts) -> Ints:
    is_indian = np.array([language.country == "IN" for language in LANGUAGES])[facts.market]
    is_animated = facts.genres[:, GENRE_NAMES.index("Animation")]
    is_drama = facts.genres[:, GENRE_NAMES.index("Drama")]
    centre = 103 + 4 * facts.size + 32 * is_indian - 12 * is_animated + 6 * is_drama
    return np.asarray(np.clip(np.rint(centre + 12 * rng.standard_normal(len(facts))), 62, 240), np.int64)
