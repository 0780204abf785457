"""Who makes one year's movies: cast, crew and companies, and how many movies each had made before."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ayne.core.arrays import Floats, Ints
from ayne.simulation.population import Pool
from ayne.simulation.vocabulary import CREW_JOBS, MAJORS

# Columns drawn for each movie; a name drawn twice counts once, and smaller movies name fewer.
MOST_CAST = 14
MOST_COMPANIES = 4
# The first three play the leads; the formula looks for the best-known of the first ten.
LEADS = 3
TOP_BILLED = 10
# How strongly the budget decides who can be hired: correlation of standing and standardised budget.
STANDING = 0.6
MAJOR_SHARE = 0.30
# So many of them, and fame so unequal, that careers are as long as in recorded answers (docs/simulation.md).
PEOPLE_PER_MOVIE = {"actors": 6.0, "directors": 2.5, "crew": 4.0, "companies": 1.0}
FAME_SPREAD = {"actors": 1.4, "directors": 1.25, "crew": 1.0, "companies": 1.25}
LEAST_PER_YEAR = 4
LEAST = {"actors": 400, "directors": 80, "crew": 200, "companies": 60}


@dataclass
class Industry:
    """Everyone who can be hired in the simulated world."""

    actors: Pool
    directors: Pool
    crew: Pool
    companies: Pool
    major_credits: NDArray[np.int32]

    @classmethod
    def drawn(cls, rng: np.random.Generator, movies: int, years: range) -> Self:
        """Draw an industry large enough for so many movies; ids of people do not overlap."""
        pools, first_id = {}, 1001
        for kind, per_movie in PEOPLE_PER_MOVIE.items():
            size = max(LEAST[kind], LEAST_PER_YEAR * len(years), int(movies * per_movie))
            pools[kind] = Pool.drawn(rng, size, years, 101 if kind == "companies" else first_id, FAME_SPREAD[kind])
            first_id += size
        return cls(**pools, major_credits=np.zeros(len(MAJORS), np.int32))


@dataclass
class Casting:
    """The people and companies of one year's movies, as members of their pools; an entry a movie.

    Companies below 0 are majors: -1 is the first of them, whose id in the APIs is 1.
    """

    cast: list[list[int]]
    directors: Ints
    crew: Ints
    companies: list[list[int]]
    studio_credits: Floats
    star_credits: Floats
    director_credits: Floats
    star_draw: Floats
    director_draw: Floats

    def with_public_ids(self, industry: Industry) -> Self:
        """Return the same with the ids of the APIs in place of members of pools."""
        actor, company = industry.actors.public_id, industry.companies.public_id
        return replace(
            self,
            cast=[[actor(member) for member in row] for row in self.cast],
            directors=industry.directors.public_id(self.directors),
            crew=industry.crew.public_id(self.crew),
            companies=[[-member if member < 0 else company(member) for member in row] for row in self.companies],
        )


@dataclass
class Hired:
    """Whom a year hires, before names drawn twice are taken out: a row per movie."""

    cast: Ints
    directors: Ints
    crew: Ints
    companies: Ints


def hire(rng: np.random.Generator, industry: Industry, year: int, size: Floats) -> Hired:
    """Hire for movies of these standardised budgets: the larger, the more famous."""
    count = len(size)
    cast = np.column_stack([industry.actors.hire(year, _standing(rng, size, STANDING)) for _ in range(LEADS)])
    # The lesser of two draws: the famous seldom support.
    support = industry.actors.hire(year, rng.random((2, count * (MOST_CAST - LEADS))).min(axis=0))
    crew = industry.crew.hire(year, rng.random(count * (len(CREW_JOBS) - 1)))
    partners = industry.companies.hire(year, rng.random(count * MOST_COMPANIES))
    companies = partners.reshape(count, MOST_COMPANIES)
    standing = _standing(rng, size, STANDING)
    is_major = standing > 1 - MAJOR_SHARE
    companies[is_major, 0] = -1 - rng.integers(len(MAJORS), size=int(is_major.sum()))
    return Hired(
        cast=np.hstack([cast, support.reshape(count, MOST_CAST - LEADS)]),
        directors=industry.directors.hire(year, _standing(rng, size, STANDING)),
        crew=crew.reshape(count, len(CREW_JOBS) - 1),
        companies=companies,
    )


def _standing(rng: np.random.Generator, size: Floats, correlation: float) -> Floats:
    """Draw places in 0..1 that go with the budget; the logistic curve stands in for the normal distribution's."""
    mixed = correlation * size + np.sqrt(1 - correlation**2) * rng.standard_normal(len(size))
    return np.asarray(1 / (1 + np.exp(-1.702 * mixed)))


def credit(rng: np.random.Generator, industry: Industry, hired: Hired, size: Floats) -> Casting:
    """Bill everyone, in the order of release, and count what each had made before that release."""
    billed = np.clip(np.rint(8 + 2.5 * size + 2 * rng.standard_normal(len(size))), 3, MOST_CAST).astype(int).tolist()
    partners = np.clip(rng.poisson(1.1, len(size)) + 1, 1, MOST_COMPANIES).tolist()
    cast = [list(dict.fromkeys(row[:most])) for row, most in zip(hired.cast.tolist(), billed, strict=True)]
    companies = [list(dict.fromkeys(row[:most])) for row, most in zip(hired.companies.tolist(), partners, strict=True)]
    directors = hired.directors
    return Casting(
        cast=cast,
        directors=directors,
        crew=hired.crew,
        companies=companies,
        studio_credits=_count_studios(industry, companies),
        star_credits=_count(industry.actors, cast, TOP_BILLED),
        director_credits=_count(industry.directors, [[one] for one in directors.tolist()], 1),
        star_draw=np.array([industry.actors.draw[row[:LEADS]].mean() for row in cast]),
        director_draw=industry.directors.draw[directors],
    )


def _count(pool: Pool, billed: list[list[int]], most: int) -> Floats:
    """Return the earlier movies of the busiest of each movie's first `most`, and add this one to all who are billed."""
    earlier = np.zeros(len(billed))
    for place, row in enumerate(billed):
        earlier[place] = pool.credits[row[:most]].max()
        pool.credits[row] += 1
    return earlier


def _count_studios(industry: Industry, companies: list[list[int]]) -> Floats:
    """Return the earlier movies of the busiest company of each movie, and add this movie to all of them."""
    earlier = np.zeros(len(companies))
    for place, row in enumerate(companies):
        counts = [(industry.major_credits, -1 - one) if one < 0 else (industry.companies.credits, one) for one in row]
        earlier[place] = max(made[one] for made, one in counts)
        for made, one in counts:
            made[one] += 1
    return earlier
