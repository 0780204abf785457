"""One simulated movie, as plain values: what the bodies of both APIs are made from."""

from dataclasses import dataclass
from datetime import date

from ayne.core.seeded_random import SeededRandom
from ayne.simulation.quirks import Omdb
from ayne.simulation.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Collection:
    """A franchise as TMDB lists it."""

    collection_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Movie:
    """True values (nominal US dollars), and beside them what volunteers typed (`*_received`).

    `age_days` counts from release to snapshot, below 0 for one still to come. `quality` is what audiences think of it,
    standardised. `index` counts all movies of the world; ids of people and companies are those of the APIs.
    """

    seed: int
    index: int
    tmdb_id: int
    imdb_id: str
    title: str
    original_title: str
    release_date: date
    age_days: int
    language: Language
    genre_ids: tuple[int, ...]
    certificate: str
    runtime_min: int
    collection: Collection | None
    cast: tuple[int, ...]
    director: int
    crew: tuple[int, ...]
    companies: tuple[int, ...]
    gross_usd: int
    budget_received: int
    revenue_received: int
    quality: float
    buzz: float
    is_listed_only: bool
    is_undated: bool
    has_twin: bool
    has_imdb_id: bool
    omdb: Omdb

    def draw(self, purpose: int) -> SeededRandom:
        """Return draws of this movie's own, the same whenever they are asked for."""
        return SeededRandom(self.seed, self.index, purpose)

    @property
    def votes(self) -> int:
        """TMDB's vote count: it follows the gross, so nobody knows it before the release."""
        if self.age_days < 0:
            return 0
        return int(30 * (max(self.gross_usd, 1) / 1e6) ** 0.75 * self.buzz * min(1.0, 0.1 + self.age_days / 400))
