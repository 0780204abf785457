"""The past in memory, so that the features of one movie are looked up instead of built for all movies.

A family that has `of_movie(movie, past)` gives one movie's columns as its `build` does for every movie of the database,
to the last digit: amounts are whole millionths of a natural log here, as they are exact decimals there.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Any

import duckdb
import polars as pl

from ayne.database import DuckDBClient
from ayne.features.careers import MILLIONTHS, Careers, Record, micro
from ayne.features.cpi import Deflators, deflators, read_cpi, read_recent
from ayne.features.feature_options import FeatureOptions
from ayne.features.queries import run_query, sql_file

EPOCH = date(1970, 1, 1)
# Days of a genre's movies that its median budget is taken of.
MEDIAN_DAYS = 1096
CACHED = 10_000
ROLES = {"people": ("director", "writer", "cast"), "companies": ("company", "major"), "franchise": ("franchise",)}
READS = {"companies": {"majors": "majors"}}
# An entity and its weight in millionths.
Links = Sequence[tuple[Any, int]]


@dataclass(frozen=True)
class Weekends:
    """What a movie has grossed in the US and Canada so far, nominal US dollars; `gross_to_date_usd` by a Sunday."""

    opening_usd: int
    opening_theaters: int | None = None
    second_usd: int | None = None
    gross_to_date_usd: int | None = None


@dataclass(frozen=True)
class MovieFacts:
    """What is known of one movie, with the database's ids; `links` by role, in their order.

    It is known before the release, but for `weekends`.
    """

    title: str
    release_date: date
    us_release_date: date | None = None
    budget_usd: int | None = None
    genre_ids: tuple[int, ...] = ()
    country_codes: tuple[str, ...] = ()
    language_codes: tuple[str, ...] = ()
    links: Mapping[str, Links] = field(default_factory=dict)
    studios: tuple[str, ...] = ()
    runtime_min: int | None = None
    us_certification: str | None = None
    original_language: str | None = None
    weekends: Weekends | None = None


@dataclass(frozen=True)
class Market:
    """The mean gross and multiple of all movies known at a day, in millionths; None before the first."""

    gross: int | None
    multiple: int | None


class Past:
    """Everything of a database that features of one more movie depend on; built once, never changed."""

    def __init__(self, db: DuckDBClient, options: FeatureOptions) -> None:
        """Read the database; afterwards it is not needed any more, but for the brands of unknown companies."""
        self.options = options
        prices = read_cpi(options.annual_prices), read_recent(options.recent_prices)
        self._prices: Deflators = deflators(options.base_year, *prices, options.snapshot)
        self._careers: dict[str, Careers] = {}
        for family, roles in ROLES.items():
            queries = {"facts": "facts", **READS.get(family, {}), "links": family}
            links = run_query(db, options, "careers", **queries)
            self._careers |= {role: Careers(links.filter(pl.col("role") == role)) for role in roles}
        self._market = _Running(run_query(db, options, "market_days", facts="facts"))
        budgets = run_query(db, options, "genre_days", facts="facts").group_by("genre_id").agg("day", "budget")
        self._budgets = {genre: (days, amounts) for genre, days, amounts in budgets.rows()}
        self._studios = _studios(db)
        # Variants of one film ask the same again and again.
        self._summary = lru_cache(maxsize=CACHED)(self._summarise)
        self.median_budget = lru_cache(maxsize=CACHED)(self._median_budget)

    def cut_off(self, movie: MovieFacts) -> date:
        """Return the day that the movie is described as on."""
        return min(movie.release_date - timedelta(days=self.options.cut_off_days), self.options.snapshot)

    def deflator(self, day: date) -> float:
        """Return real over nominal dollars, as known on a day."""
        return self._prices.factors[bisect_right(self._prices.known_from, day) - 1]

    def market(self, day: date) -> Market:
        """Return the means of all movies whose gross is known on a day."""
        return self._market.at((day - EPOCH).days)

    def _median_budget(self, genre_id: int, day: date) -> int | None:
        """Return the median budget of a genre's movies of the three years before a day, in millionths; None without."""
        days, budgets = self._budgets.get(genre_id, ([], []))
        number = (day - EPOCH).days
        recent = sorted(budgets[bisect_left(days, number - MEDIAN_DAYS) : bisect_left(days, number)])
        middle = len(recent) // 2
        if not recent:
            return None
        # DuckDB's median of exact decimals drops what is left of the division.
        return int(recent[middle] if len(recent) % 2 else (recent[middle - 1] + recent[middle]) // 2)

    def record_of(self, role: str, entity: Any, cut_off: date) -> Record:
        """Return what was known of an entity in a role on a day."""
        return self._careers[role].record(entity, (cut_off - EPOCH).days, self.options.gross_known_after_days)

    def _summarise(self, role: str, links: Links, cut_off: date) -> dict[str, Any]:
        return _Summary(self, role, links, cut_off).statistics

    def studio(self, company_id: int | None, name: str) -> tuple[str, int] | None:
        """Return the major studio that a company is a brand of, with the studio's id; None for any other."""
        return _studio_of(name) if company_id is None else self._studios.get(company_id)

    def summary(self, role: str, movie: MovieFacts) -> dict[str, Any] | None:
        """Return a role's statistics as `summary.sql` has them, without the role's name; None where it names nobody."""
        links = tuple(movie.links.get(role, ()))
        return self._summary(role, links, self.cut_off(movie)) if links else None


# `majors.sql` with every company as a movie of its own; and with one company alone, that has no row anywhere.
STUDIOS = """
WITH movie_companies AS (SELECT company_id AS movie_id, company_id, 1 AS position FROM companies), majors AS ({majors})
SELECT movie_id, studio, studio_id FROM majors
"""
STUDIO = """
WITH companies AS (SELECT 1 AS company_id, ? AS name),
    movie_companies AS (SELECT 1 AS movie_id, 1 AS company_id, 1 AS position), majors AS ({majors})
SELECT studio, studio_id FROM majors
"""


def _studios(db: DuckDBClient) -> dict[int, tuple[str, int]]:
    """Return the major studio of every company that is a brand of one."""
    rows = db.query(STUDIOS.format(majors=sql_file("majors").read_text(encoding="utf-8"))).rows()
    return {company: (studio, number) for company, studio, number in rows}


@lru_cache(maxsize=1024)
def _studio_of(name: str) -> tuple[str, int] | None:
    with duckdb.connect() as session:
        row = session.execute(STUDIO.format(majors=sql_file("majors").read_text(encoding="utf-8")), [name]).fetchone()
    return None if row is None else (row[0], row[1])


class _Running:
    """Running sums by day, as `market.sql` has them."""

    def __init__(self, days: pl.DataFrame) -> None:
        self._days: list[int] = days["day"].to_list()
        self._sums: list[tuple[int, ...]] = days.select(pl.exclude("day").cum_sum()).rows()

    def at(self, day: int) -> Market:
        place = bisect_right(self._days, day)
        if not place:
            return Market(None, None)
        n_gross, gross, n_multiple, multiple = self._sums[place - 1]
        return Market(
            micro(gross / MILLIONTHS / n_gross) if n_gross else None,
            micro(multiple / MILLIONTHS / n_multiple) if n_multiple else None,
        )


class _Summary:
    """The records of a movie's entities in one role, averaged by weight or at their best."""

    def __init__(self, past: Past, role: str, links: Links, cut_off: date) -> None:
        self._weights = [weight for _, weight in links]
        self._records = [past.record_of(role, entity, cut_off) for entity, _ in links]
        self._prior, self._market = past.options.prior_movies, past.market(cut_off)
        self._cut_off = (cut_off - EPOCH).days

    @cached_property
    def statistics(self) -> dict[str, Any]:
        records = self._records
        gross = [self._shrunk(record.gross, record.n_gross, self._market.gross) for record in records]
        multiple = [self._shrunk(record.multiple, record.n_multiple, self._market.multiple) for record in records]
        last = [record.last_released for record in records if record.last_released is not None]
        return {
            "entity_count": len(records),
            "movie_count": max(record.n_released for record in records),
            "gross_count": sum(record.n_gross for record in records),
            "shrunk_log_gross": self._mean(gross),
            "best_log_gross": _log(_most(gross)),
            "max_log_gross": _log(_most([record.most for record in records])),
            "latest_log_gross": self._mean([record.latest for record in records]),
            "shrunk_log_multiple": self._mean(multiple),
            "mean_log_budget": self._mean([record.mean_budget for record in records]),
            "mean_log_domestic_gross": self._mean([record.mean_domestic for record in records]),
            "years_since_last": (self._cut_off - max(last)) / 365.25 if last else None,
        }

    def _shrunk(self, total: int, n: int, market: int | None) -> int | None:
        if market is None:
            return None
        return micro((total + self._prior * market) / MILLIONTHS / (n + self._prior))

    def _mean(self, values: Sequence[int | None]) -> float | None:
        known = [(weight, value) for weight, value in zip(self._weights, values, strict=True) if value is not None]
        if not known:
            return None
        total, weights = sum(weight * value for weight, value in known), sum(weight for weight, _ in known)
        return (total / MILLIONTHS**2) / (weights / MILLIONTHS)


def _most(values: Sequence[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _log(millionths: int | None) -> float | None:
    return None if millionths is None else millionths / MILLIONTHS
