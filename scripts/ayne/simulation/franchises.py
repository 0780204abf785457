"""Franchises: which movie starts one, what its sequels take over. Planned ahead, so success does not choose them."""

from dataclasses import dataclass, field

import numpy as np

from ayne.core.arrays import Bools, Floats, Ints

# Odds that a movie of average budget starts a franchise, and how they rise with the standardised budget.
START_SHARE, START_SLOPE = 0.06, 0.9
# Odds of yet another sequel, and the years until it comes.
ANOTHER_SHARE = 0.55
GAP_YEARS = (2, 3, 3, 4, 5)
# At most this share of a year's movies are sequels.
MOST_SEQUELS = 0.25


@dataclass(slots=True)
class Franchise:
    """A series of movies; `founder` is the index of the first. `parts` counts those released so far."""

    founder: int
    genres: Bools
    main_genre: int
    certificate: int
    market: int
    ln_budget: float
    stars: tuple[int, int]
    director: int
    company: int
    parts: int = 1


@dataclass
class Franchises:
    """All franchises that still have a sequel to come, by the year it is due."""

    last_year: int
    due: dict[int, list[tuple[Franchise, int]]] = field(default_factory=dict)

    def sequels(self, year: int, movies: int) -> list[Franchise]:
        """Return the franchises with a sequel in the year, and plan what comes after; those without room wait."""
        waiting = self.due.pop(year, [])
        room = int(movies * MOST_SEQUELS)
        for franchise, more in waiting[:room]:
            franchise.parts += 1
            if more:
                self._plan(franchise, year + GAP_YEARS[(franchise.founder + franchise.parts) % 5], more - 1)
        self.due.setdefault(year + 1, []).extend(waiting[room:])
        return [franchise for franchise, _ in waiting[:room]]

    def start(self, franchise: Franchise, year: int, more: int) -> bool:
        """Plan `more` + 1 sequels; whether the first of them comes before the world ends."""
        first = year + GAP_YEARS[franchise.founder % 5]
        self._plan(franchise, first, more)
        return first <= self.last_year

    def _plan(self, franchise: Franchise, year: int, more: int) -> None:
        if year <= self.last_year:
            self.due.setdefault(year, []).append((franchise, more))


def draw_starts(rng: np.random.Generator, size: Floats) -> tuple[Bools, Ints]:
    """Draw which movies (by standardised budget) start a franchise, and how many further sequels each would have."""
    odds = START_SHARE / (1 - START_SHARE) * np.exp(START_SLOPE * size)
    starts = rng.random(len(size)) < odds / (1 + odds)
    return starts, rng.geometric(1 - ANOTHER_SHARE, len(size)) - 1
