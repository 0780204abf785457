"""The people and companies of the simulated world: who is active in a year, who is hired for how large a budget."""

from dataclasses import dataclass
from functools import lru_cache
from math import gcd, prod
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ayne.core.arrays import Floats, Ints
from ayne.simulation.vocabulary import (
    COMPANY_ENDS,
    COMPANY_STARTS,
    FAMILY_ENDS,
    FAMILY_MIDDLES,
    FAMILY_STARTS,
    GIVEN_NAMES,
    MAJORS,
)

# A professional career: years, at the median and as spread of its log.
CAREER_YEARS, CAREER_SPREAD = 16.0, 0.6
# How much of a person's fame is their draw (the rest is luck).
DRAW_IN_FAME = 0.6
# A prime: multiplying by it spreads ids over the names, no two onto one.
SCATTER = 2_654_435_761


@dataclass
class Pool:
    """People of one kind, or companies, least famous first.

    `credits` counts their movies so far; the draw is what the formula multiplies with `STAR_DRAW` or `DIRECTOR_DRAW`.
    """

    weight: Floats
    draw: Floats
    first_year: NDArray[np.int16]
    last_year: NDArray[np.int16]
    credits: NDArray[np.int32]
    first_id: int
    stride: int

    @classmethod
    def drawn(cls, rng: np.random.Generator, size: int, years: range, first_id: int, fame_spread: float) -> Self:
        """Draw a pool whose careers overlap `years`; ids start at `first_id` and do not tell who is famous.

        `fame_spread` is the spread of the log of how often they are hired.
        """
        draw = rng.standard_normal(size)
        fame = DRAW_IN_FAME * draw + np.sqrt(1 - DRAW_IN_FAME**2) * rng.standard_normal(size)
        order = np.argsort(fame, kind="stable")
        length = CAREER_YEARS * np.exp(CAREER_SPREAD * rng.standard_normal(size)) + 1
        start = np.floor(rng.uniform(years.start - 20, years.stop, size))
        return cls(
            weight=np.exp(fame_spread * fame[order]),
            draw=draw[order],
            first_year=start.astype(np.int16),
            last_year=np.minimum(start + length, 3000).astype(np.int16),
            credits=np.zeros(size, np.int32),
            first_id=first_id,
            stride=_coprime(size, int(size * 0.618)),
        )

    def public_id[T: (int, Ints)](self, index: T) -> T:
        """Return the id in the APIs of the person or company at `index`; so for an array of them."""
        return self.first_id + index * self.stride % len(self.weight)

    def hire(self, year: int, standing: Floats) -> Ints:
        """Choose an active member for each entry of `standing` (in 0..1: the higher, the more famous)."""
        active = np.flatnonzero((self.first_year <= year) & (year <= self.last_year))
        share = np.cumsum(self.weight[active])
        place = np.searchsorted(share, standing * share[-1], side="right")
        return np.asarray(active[np.minimum(place, len(active) - 1)])


def _coprime(size: int, start: int) -> int:
    return next(step for step in range(max(start, 1), size + 2) if gcd(step, size) == 1)


def person_gender(public_id: int) -> int:
    """Return TMDB's number for the gender of a person: 1 female, 2 male."""
    return 1 if public_id * SCATTER % 1000 < 420 else 2


@lru_cache(maxsize=50_000)
def person_name(public_id: int) -> str:
    """Return the name of a person: the same for the same id, and no two alike below some 8,000,000 ids of a gender."""
    first_names = GIVEN_NAMES[person_gender(public_id)]
    parts = (first_names, FAMILY_STARTS, FAMILY_MIDDLES, FAMILY_ENDS)
    rest = public_id * SCATTER % prod(map(len, parts))
    words = []
    for part in parts:
        rest, place = divmod(rest, len(part))
        words.append(part[place])
    return f"{words[0]} {''.join(words[1:])}"


@lru_cache(maxsize=20_000)
def company_name(public_id: int) -> str:
    """Return the name of a company: the first ids are the majors; some names hold a comma."""
    if public_id <= len(MAJORS):
        return MAJORS[public_id - 1]
    level, rest = divmod(public_id, len(COMPANY_STARTS) * len(COMPANY_ENDS))
    end, start = divmod(rest * SCATTER % (len(COMPANY_STARTS) * len(COMPANY_ENDS)), len(COMPANY_STARTS))
    second = f" {FAMILY_STARTS[level % len(FAMILY_STARTS)]}{FAMILY_ENDS[level % len(FAMILY_ENDS)]}" if level else ""
    return f"{COMPANY_STARTS[start]}{second} {COMPANY_ENDS[end]}"
