"""One year's arrays turned into single movies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np

from ayne.core.arrays import Floats, Ints
from ayne.core.movie_codes import CERTIFICATES, GENRES
from ayne.simulation.casting import Casting
from ayne.simulation.facts import Facts
from ayne.simulation.franchises import Franchise
from ayne.simulation.movie import Collection, Movie
from ayne.simulation.movie_titles import original_title, sequel_title, title
from ayne.simulation.population import SCATTER
from ayne.simulation.quirks import Omdb, Quirks
from ayne.simulation.vocabulary import LANGUAGES

FIRST_TMDB_ID, FIRST_IMDB_ID, FIRST_COLLECTION_ID = 1001, 1_100_003, 500_001


@dataclass
class Parts:
    """Which franchise a movie is part of, if any, and as which part (0 = none)."""

    franchise: list[Franchise | None]
    position: Ints

    @classmethod
    def none(cls, count: int) -> Self:
        """No movie is part of any."""
        return cls([None] * count, np.zeros(count, np.int64))


@dataclass
class Amounts:
    """Nominal US dollars, but `signal` and `noise` are logs of dollars of the base year; `expected` is the median."""

    budget: Ints
    gross: Ints
    expected: Floats
    signal: Floats
    noise: Floats
    quality: Floats
    buzz: Floats


def tmdb_ids(first_index: int, count: int) -> Ints:
    """Return the TMDB ids of `count` movies: three apart at most, so that a twin finds room behind each."""
    index = np.arange(first_index, first_index + count, dtype=np.int64)
    return FIRST_TMDB_ID + 3 * index + (index * SCATTER >> 20) % 2


def movies_of_year(
    seed: int, snapshot: date, facts: Facts, casting: Casting, parts: Parts, amounts: Amounts, quirks: Quirks
) -> Iterator[Movie]:
    """Yield the year's movies in order of release."""
    genre_ids = np.array(list(GENRES))
    last_day = snapshot.toordinal()
    ids = tmdb_ids(facts.first_index, len(facts)).tolist()
    for place, day in enumerate(facts.days.tolist()):
        index = facts.first_index + place
        language = LANGUAGES[facts.market[place]]
        franchise = parts.franchise[place]
        name = _title(seed, index, franchise, int(parts.position[place]))
        yield Movie(
            seed=seed,
            index=index,
            tmdb_id=ids[place],
            imdb_id=f"tt{FIRST_IMDB_ID + 7 * index + index * SCATTER % 7:07d}",
            title=name,
            original_title=original_title(seed, index, name, language),
            release_date=date.fromordinal(day),
            age_days=last_day - day,
            language=language,
            genre_ids=_main_first(genre_ids[facts.genres[place]].tolist(), int(genre_ids[facts.main_genre[place]])),
            certificate=CERTIFICATES[facts.certificate[place]],
            runtime_min=int(facts.runtime_min[place]),
            collection=_collection(seed, franchise),
            cast=tuple(casting.cast[place]),
            director=int(casting.directors[place]),
            crew=tuple(casting.crew[place].tolist()),
            companies=tuple(casting.companies[place]),
            gross_usd=int(amounts.gross[place]),
            budget_received=int(quirks.budget_received[place]),
            revenue_received=int(quirks.revenue_received[place]),
            quality=float(amounts.quality[place]),
            buzz=float(amounts.buzz[place]),
            is_listed_only=bool(quirks.is_listed_only[place]),
            is_undated=bool(quirks.is_undated[place]),
            has_twin=bool(quirks.has_twin[place]),
            has_imdb_id=bool(quirks.has_imdb_id[place]),
            omdb=Omdb(quirks.omdb[place]),
        )


def _title(seed: int, index: int, franchise: Franchise | None, position: int) -> str:
    if franchise is None or position < 2:
        return title(seed, index)
    return sequel_title(seed, franchise.founder, position)


def _collection(seed: int, franchise: Franchise | None) -> Collection | None:
    if franchise is None:
        return None
    return Collection(FIRST_COLLECTION_ID + franchise.founder, f"{title(seed, franchise.founder)} Collection")


def _main_first(genres: list[int], main: int) -> tuple[int, ...]:
    return (main, *(genre for genre in genres if genre != main))
