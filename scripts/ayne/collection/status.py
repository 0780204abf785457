"""What is collected, what is due, and what a run would cost: from the states beside the journal, not the answers."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ayne.collection.connect import quota_path
from ayne.collection.origin import origin_name
from ayne.collection.state import ShardState, shard_state
from ayne.core.config_sources import SourceLimits
from ayne.core.settings import Settings
from ayne.http_client.quota import RequestQuota

MOVIES_A_PAGE = 20


@dataclass(frozen=True)
class YearStatus:
    """One source's movies of one year, as they were after the collection for `as_of`, the latest one.

    `due` are those whose answer is too old on the snapshot asked about, and `requests` what a run would send; None
    where nobody knows yet. `failed`, which are pending or due, were asked by the last run and found no answer;
    `failures` says of the first ones why, by id.
    """

    year: int
    as_of: str | None = None
    wanted: int | None = None
    have: int = 0
    pending: int | None = None
    failed: int = 0
    tombstoned: int = 0
    due: int = 0
    frozen: int = 0
    oldest: str | None = None
    requests: int | None = None
    failures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SourceStatus:
    """A source over all years: sums of what is known, and how many years nobody has asked about.

    `quota_left_today` is None without a quota; `seconds` and `days` say how long a run takes, and over how many days
    its requests spread: None for a catalogue that is not live.
    """

    source: str
    years: list[YearStatus]
    requests: int
    unknown_years: int
    requests_today: int
    quota_left_today: int | None
    seconds: float | None
    days: int | None


@dataclass(frozen=True)
class Status:
    """The whole collection as of a snapshot; `requests` is what a run would send now, unknown years apart."""

    catalogue: str
    snapshot: str
    requests: int
    sources: list[SourceStatus]

    def as_json(self) -> dict[str, object]:
        """Return it as a JSON value."""
        return asdict(self)


def collection_status(settings: Settings, journal_dir: Path) -> Status:
    """Sum up every source and year of the settings."""
    origin, snapshot = origin_name(settings), settings.snapshot.isoformat()
    sources = []
    for source, limits in settings.active_sources.items():
        years = [year_status(journal_dir, source, year, origin, snapshot) for year in settings.years]
        is_live = settings.is_live
        sources.append(
            source_status(source, years, limits, RequestQuota(quota_path(journal_dir, source)), is_live=is_live)
        )
    total = sum(status.requests for status in sources)
    return Status(settings.catalogue.source, snapshot, total, sources)


def year_status(journal_dir: Path, source: str, year: int, origin: str, snapshot: str) -> YearStatus:
    """Sum up one source and year; a year that only TMDB was asked about wants at most what TMDB has."""
    state = shard_state(journal_dir, source, year, origin)
    if state is None:
        listed = None if source == "tmdb" else shard_state(journal_dir, "tmdb", year, origin)
        known = None if listed is None else listed.have
        return YearStatus(year, wanted=known, pending=known, requests=known)
    due = state.n_due(snapshot)
    return YearStatus(
        year,
        as_of=state.as_of,
        wanted=state.wanted,
        have=state.have,
        pending=state.pending,
        failed=state.failed,
        failures=state.failures,
        tombstoned=state.tombstoned,
        due=due,
        frozen=state.frozen,
        oldest=state.oldest,
        requests=state.pending + due + n_pages_due(state, snapshot),
    )


def n_pages_due(state: ShardState, snapshot: str) -> int:
    """Count the pages of the list of movies, if that is due."""
    is_due = state.list_due is not None and state.list_due <= snapshot
    return max(1, math.ceil(state.wanted / MOVIES_A_PAGE)) if is_due else 0


def source_status(
    source: str, years: list[YearStatus], limits: SourceLimits, counted: RequestQuota, *, is_live: bool
) -> SourceStatus:
    """Sum up one source; limits and quotas hold for a live one only."""
    requests = total(year.requests for year in years)
    quota = RequestQuota(counted.path, limits.requests_per_day, counted.today)
    left = quota.left() if is_live else None
    per_second, per_day = limits.requests_per_second, limits.requests_per_day
    return SourceStatus(
        source=source,
        years=years,
        requests=requests,
        unknown_years=sum(year.requests is None for year in years),
        requests_today=quota.spent(),
        quota_left_today=left,
        seconds=round(requests / per_second, 1) if is_live and per_second else None,
        days=n_days(requests, left, per_day) if is_live else None,
    )


def n_days(requests: int, left: int | None, per_day: int | None) -> int:
    """Count the days, today included, over which a quota spreads `requests`."""
    if left is None or per_day is None or requests <= left:
        return 1 if requests else 0
    return 1 + math.ceil((requests - left) / per_day)


def total(numbers: Iterable[int | None]) -> int:
    """Sum what is known."""
    return sum(number for number in numbers if number is not None)
