"""The simulated world, year by year: the same seed gives the same movies, and no year is drawn twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import orjson

from ayne.core.arrays import Floats, Ints
from ayne.core.consumer_prices import price_level
from ayne.core.errors import DataError
from ayne.simulation.casting import Casting, Hired, Industry, credit, hire
from ayne.simulation.facts import Facts, affordable, draw_facts
from ayne.simulation.formula import NOISE_SD, KnownBeforeRelease, signal_ln_usd_real
from ayne.simulation.franchises import Franchise, Franchises, draw_starts
from ayne.simulation.movie import Movie
from ayne.simulation.omdb_bodies import omdb_line
from ayne.simulation.quirks import Quirks, draw_quirks
from ayne.simulation.seasons import draw_release_days, is_holiday_release
from ayne.simulation.tmdb_bodies import tmdb_entries
from ayne.simulation.year_movies import Amounts, Parts, movies_of_year, tmdb_ids

# Releases grow by this share of the first year's every year; the year after the snapshot is only half announced.
GROWTH_PER_YEAR = 0.025
ANNOUNCED_SHARE = 0.5
SEQUEL_BUDGET_RISE, SEQUEL_BUDGET_SPREAD = 0.12, 0.35
# What budgets are rounded to, in units of their first digit, and how many are.
ROUNDED_TO = {0.5: 0.42, 0.1: 0.43, 0.05: 0.1, 0.01: 0.05}


@dataclass
class YearOfMovies:
    """One year of the simulated world; compact, as bodies are made only while they are iterated over."""

    seed: int
    snapshot: date
    facts: Facts
    casting: Casting
    parts: Parts
    amounts: Amounts
    quirks: Quirks

    @property
    def year(self) -> int:
        """The year of release of all its movies."""
        return self.facts.year

    @property
    def tmdb_ids(self) -> Ints:
        """The ids of its movies, twins apart."""
        return tmdb_ids(self.facts.first_index, len(self.facts))

    def movies(self) -> Iterator[Movie]:
        """Yield its movies by release date, undated ones and those with a 404 included."""
        return movies_of_year(self.seed, self.snapshot, self.facts, self.casting, self.parts, self.amounts, self.quirks)

    def tmdb_lines(self) -> Iterator[bytes]:
        """Yield TMDB's bodies of dated movies, and the list entries of those whose details answer 404."""
        for movie in self.movies():
            if not movie.is_undated:
                yield from map(orjson.dumps, tmdb_entries(movie))

    def archived_lines(self) -> Iterator[bytes]:
        """Yield TMDB's bodies of all movies that have one, undated ones included."""
        for movie in self.movies():
            if not movie.is_listed_only:
                yield from map(orjson.dumps, tmdb_entries(movie))

    def omdb_lines(self) -> Iterator[bytes]:
        """Yield OMDb's lines of dated movies whose details TMDB has."""
        for movie in self.movies():
            line = None if movie.is_undated or movie.is_listed_only else omdb_line(movie)
            if line is not None:
                yield line


def generate_years(seed: int, movies: int, first_year: int, snapshot: date) -> Iterator[YearOfMovies]:
    """Yield the years from `first_year` to the one after the snapshot, `movies` movies in all; DataError without years.

    Held in memory: one number or two for each person and company, the franchises with a part to come, one year's facts.
    """
    years = range(first_year, snapshot.year + 2)
    if not years:
        raise DataError(f"the first year of the world is {first_year}; it ends with {years.stop - 1}, so start earlier")
    industry = Industry.drawn(np.random.default_rng([seed, 0]), movies, years)
    franchises = Franchises(last_year=years.stop - 1)
    first_index = 0
    for year, count in zip(years, movies_by_year(movies, years), strict=True):
        yield _draw_year(seed, year, (first_index, count), industry, franchises, snapshot)
        first_index += count


def movies_by_year(movies: int, years: range) -> list[int]:
    """Share the movies out: more in later years, fewer in the last, which is only partly announced."""
    weights = 1 + GROWTH_PER_YEAR * np.arange(len(years))
    weights[-1] *= ANNOUNCED_SHARE
    ends = np.rint(np.cumsum(weights) / weights.sum() * movies).astype(int)
    return [int(count) for count in np.diff(ends, prepend=0)]


def _draw_year(
    seed: int, year: int, place: tuple[int, int], industry: Industry, franchises: Franchises, snapshot: date
) -> YearOfMovies:
    rng = np.random.default_rng([seed, year])
    first_index, count = place
    facts = draw_facts(rng, year, first_index, draw_release_days(rng, year, count))
    parts = _place_sequels(rng, facts, franchises)
    hired = hire(rng, industry, year, facts.size)
    _keep_team(rng, hired, parts)
    _start_franchises(rng, facts, hired, parts, franchises)
    casting = credit(rng, industry, hired, facts.size)
    amounts = _earn(rng, facts, casting, parts)
    quirks = draw_quirks(rng, facts, amounts.budget, amounts.gross, snapshot.toordinal())
    casting = casting.with_public_ids(industry)
    return YearOfMovies(seed, snapshot, facts, casting, parts, amounts, quirks)


def _place_sequels(rng: np.random.Generator, facts: Facts, franchises: Franchises) -> Parts:
    """Turn some of the year's movies into sequels: genres, certificate and market stay, the budget grows."""
    sequels = franchises.sequels(facts.year, len(facts))
    parts = Parts.none(len(facts))
    for index, franchise in zip(rng.permutation(len(facts)).tolist(), sequels, strict=False):
        parts.franchise[index], parts.position[index] = franchise, franchise.parts
        facts.genres[index], facts.certificate[index] = franchise.genres, franchise.certificate
        facts.main_genre[index], facts.market[index] = franchise.main_genre, franchise.market
        drift = SEQUEL_BUDGET_RISE + SEQUEL_BUDGET_SPREAD * rng.standard_normal()
        franchise.ln_budget = float(affordable(np.array(franchise.ln_budget + drift)))
        facts.ln_budget[index] = franchise.ln_budget
    return parts


def _keep_team(rng: np.random.Generator, hired: Hired, parts: Parts) -> None:
    """Let a sequel have the stars and the first company of its franchise, and often its director."""
    for index, franchise in enumerate(parts.franchise):
        if franchise is None:
            continue
        hired.cast[index, :2] = franchise.stars
        hired.companies[index, 0] = franchise.company
        if rng.random() < 0.6:
            hired.directors[index] = franchise.director


def _start_franchises(
    rng: np.random.Generator, facts: Facts, hired: Hired, parts: Parts, franchises: Franchises
) -> None:
    starts, more = draw_starts(rng, facts.size)
    for index in np.flatnonzero(starts).tolist():
        if parts.franchise[index] is not None:
            continue
        franchise = Franchise(
            founder=facts.first_index + index,
            genres=facts.genres[index].copy(),
            main_genre=int(facts.main_genre[index]),
            certificate=int(facts.certificate[index]),
            market=int(facts.market[index]),
            ln_budget=float(facts.ln_budget[index]),
            stars=(int(hired.cast[index, 0]), int(hired.cast[index, 1])),
            director=int(hired.directors[index]),
            company=int(hired.companies[index, 0]),
        )
        if franchises.start(franchise, facts.year, int(more[index])):
            parts.franchise[index], parts.position[index] = franchise, 1


def _earn(rng: np.random.Generator, facts: Facts, casting: Casting, parts: Parts) -> Amounts:
    """Let the formula say what each movie earns; budgets are round numbers of the year's dollars."""
    prices = price_level(facts.year)
    budget = _rounded(rng, np.exp(facts.ln_budget) * prices)
    first = date(facts.year, 1, 1).toordinal()
    known = KnownBeforeRelease(
        real_budget_usd=budget / prices,
        genres=facts.genres,
        certificate=facts.certificate,
        market=facts.market,
        day_of_year=(facts.days - first + 1).astype(np.float64),
        is_holiday_release=is_holiday_release(facts.days, facts.year),
        runtime_min=facts.runtime_min.astype(np.float64),
        franchise_position=parts.position,
        studio_credits=casting.studio_credits,
        star_credits=casting.star_credits,
        director_credits=casting.director_credits,
        star_draw=casting.star_draw,
        director_draw=casting.director_draw,
    )
    signal = signal_ln_usd_real(known)
    noise = NOISE_SD * rng.standard_normal(len(facts))
    gross = np.maximum(np.exp(signal + noise) * prices, 1).astype(np.int64)
    return Amounts(
        budget=budget.astype(np.int64),
        gross=gross,
        expected=np.exp(signal) * prices,
        signal=signal,
        noise=noise,
        quality=0.35 * noise / NOISE_SD + np.sqrt(1 - 0.35**2) * rng.standard_normal(len(facts)),
        buzz=np.exp(0.5 * rng.standard_normal(len(facts))),
    )


def _rounded(rng: np.random.Generator, dollars: Floats) -> Floats:
    """Round as announced budgets are: many to a half of the first digit, few to more than two digits."""
    digit = 10 ** np.floor(np.log10(dollars))
    unit = digit * rng.choice(list(ROUNDED_TO), p=list(ROUNDED_TO.values()), size=len(dollars))
    return np.asarray(np.rint(dollars / unit) * unit)
