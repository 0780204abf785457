"""How like recorded movies the simulated ones are: careers, budgets and grosses, side by side."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from ayne.api_server.archive_layout import ARCHIVE_OMDB, ARCHIVE_TMDB
from ayne.core.consumer_prices import price_level
from ayne.core.errors import DataError
from ayne.core.files import read_jsonl
from ayne.core.readings import read_day, read_number
from ayne.simulation.world import generate_years

QUANTILES = {"50 %": 50.0, "75 %": 75.0, "90 %": 90.0, "99 %": 99.0, "99.9 %": 99.9, "most": 100.0}
# Amounts below are in thousands or millions.
LEAST_USD = 10_000
LEADS = 3


@dataclass
class Sample:
    """What was counted in one catalogue: movies by person, by company and by budget; millions of the base year."""

    directors: Counter[str] = field(default_factory=Counter)
    actors: Counter[str] = field(default_factory=Counter)
    companies: Counter[str] = field(default_factory=Counter)
    budgets: Counter[float] = field(default_factory=Counter)
    budget_musd: list[float] = field(default_factory=list)
    gross_musd: list[float] = field(default_factory=list)

    def add_title(self, body: Mapping[str, Any]) -> None:
        """Count the director and the first three actors of OMDb's answer."""
        self.directors.update(_names(body.get("Director")))
        self.actors.update(_names(body.get("Actors"))[:LEADS])

    def add_movie(self, body: Mapping[str, Any], released: date) -> None:
        """Count the companies and amounts of TMDB's answer, if it has both amounts."""
        budget, gross = read_number(body.get("budget")), read_number(body.get("revenue"))
        if min(budget, gross) < LEAST_USD:
            return
        prices = price_level(released.year) * 1e6
        self.companies.update(str(company["name"]) for company in body.get("production_companies") or [])
        self.budgets[budget] += 1
        self.budget_musd.append(budget / prices)
        self.gross_musd.append(gross / prices)

    def quantiles(self) -> dict[str, list[float]]:
        """Return the quantiles of `QUANTILES` of each quantity; DataError if nothing was counted."""
        values: dict[str, Sequence[float]] = {
            "movies of a director": list(self.directors.values()),
            "movies of a leading actor": list(self.actors.values()),
            "movies of a company": list(self.companies.values()),
            "movies of one budget": list(self.budgets.values()),
            "budget, $M": self.budget_musd,
            "gross, $M": self.gross_musd,
        }
        if empty := [name for name, counted in values.items() if not counted]:
            raise DataError(f"nothing to compare: {empty[0]} cannot be counted")
        return {name: np.percentile(counted, list(QUANTILES.values())).tolist() for name, counted in values.items()}


def _names(text: object) -> list[str]:
    return [] if text in (None, "", "N/A") else str(text).split(", ")


def simulated_sample(*, seed: int, movies: int, first_year: int, snapshot: date) -> Sample:
    """Return what the simulated world's answers hold."""
    sample = Sample()
    for year in generate_years(seed, movies, first_year, snapshot):
        _count(sample, year.tmdb_lines(), year.omdb_lines(), first_year)
    return sample


def archived_sample(archive: Path, years: int) -> Sample:
    """Return what an archive holds of its last `years` years; DataError if a file is missing."""
    for path in (archive / ARCHIVE_TMDB, archive / ARCHIVE_OMDB):
        if not path.is_file():
            raise DataError(f"{path}: no such file; an archive has {ARCHIVE_TMDB} and {ARCHIVE_OMDB}")
    released = map(_released, _bodies(read_jsonl(archive / ARCHIVE_TMDB)))
    last = max((day.year for day in released if day), default=0)
    sample = Sample()
    _count(sample, read_jsonl(archive / ARCHIVE_TMDB), read_jsonl(archive / ARCHIVE_OMDB), last - years + 1)
    return sample


def _count(sample: Sample, movies: Iterable[bytes], titles: Iterable[bytes], first_year: int) -> None:
    for body in _bodies(movies):
        released = _released(body)
        if released and released.year >= first_year:
            sample.add_movie(body, released)
    for body in _bodies(titles):
        if str(body.get("Year", ""))[:4] >= str(first_year):
            sample.add_title(body)


def _released(body: Mapping[str, Any]) -> date | None:
    return read_day(body.get("release_date"))


def _bodies(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield what is a JSON object; a world has damaged lines, and so has an archive."""
    for line in lines:
        try:
            body = orjson.loads(line)
        except orjson.JSONDecodeError:
            continue
        if isinstance(body, dict):
            yield body
