"""The state of a shard, kept beside its journal: counts, and the days on which answers are due.

The workflow reads it to tell whether a shard is stale, and `ayne status` to tell it to people: neither has to read
the answers themselves. It holds nothing that the journal could not give again.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from ayne.core.files import read_json, write_json
from ayne.core.logging import get_logger
from ayne.http_client.quota import utc_today

logger = get_logger("collect")

KIND = "movies"


@dataclass(frozen=True, kw_only=True)
class ShardState:
    """One source's movies of one year, as of the latest snapshot they were collected for.

    `due` counts movies by the first day on which their answer is too old; `list_due` is that day for the list of the
    year's movies (TMDB only). `pending` were never answered. `failed` were asked at the last collection and found no
    answer, so that they are pending, or due once more; `failures` has the reasons of the first ones by id.
    `*_by_votes` count movies by the size of their vote count: all, and those that are still to be asked about.
    `attempted_on` is the UTC day of the last attempt, and `purged_at` the moment of the last purge.
    """

    origin: str
    as_of: str
    wanted: int = 0
    have: int = 0
    tombstoned: int = 0
    pending: int = 0
    failed: int = 0
    failures: Mapping[str, str] = field(default_factory=dict)
    frozen: int = 0
    oldest: str | None = None
    due: Mapping[str, int] = field(default_factory=dict)
    list_due: str | None = None
    wanted_by_votes: Mapping[str, int] = field(default_factory=dict)
    left_by_votes: Mapping[str, int] = field(default_factory=dict)
    attempted_on: str | None = None
    purged_at: str | None = None

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return what the last collection left; None where there was none, or another version of the program's."""
        if not path.exists():
            return None
        try:
            return cls(**read_json(path))
        except (TypeError, ValueError) as error:
            logger.warning("%s cannot be read and is made again by the next collection: %s", path, error)
            return None

    def write(self, path: Path) -> None:
        """Write it whole."""
        write_json(path, asdict(self))

    def n_due(self, snapshot: str) -> int:
        """Count the movies whose answers are too old on `snapshot`; those never answered are no part of it."""
        return sum(n for day, n in self.due.items() if day <= snapshot)

    def next_due(self) -> str:
        """Return the first day on which anything is due; a day after all others if nothing ever is."""
        return min([*self.due, self.list_due or "9999-12-31"])

    def is_unfinished(self) -> bool:
        """Whether something that was due at the last collection was not answered."""
        return self.pending > 0 or self.n_due(self.as_of) > 0


def state_path(journal_dir: Path, source: str, year: int | str) -> Path:
    """Return where the state of a source and year is kept."""
    return journal_dir / source / KIND / f"{year}.state.json"


def shard_state(journal_dir: Path, source: str, year: int | str, origin: str) -> ShardState | None:
    """Return the state of a source and year if it is of this origin."""
    state = ShardState.read(state_path(journal_dir, source, year))
    return state if state is not None and state.origin == origin else None


def refresh_due(state: ShardState | None, snapshot: str) -> str:
    """Return the day on which a shard was last due: it moves on only when something is due by `snapshot`.

    Between two due days it is the snapshot of the last collection. An earlier snapshot is another shard.
    """
    if state is None or snapshot < state.as_of or snapshot >= state.next_due():
        return snapshot
    return state.as_of


def attempt_day(state: ShardState | None, today: Callable[[], date] = utc_today) -> str:
    """Return the day of the last attempt, or today while something is unanswered.

    Today's quota can bring what yesterday's could not; but not twice on one day. A count of what is unanswered
    would rerun at once, and then never.
    """
    if state is None or state.attempted_on is None or state.is_unfinished():
        return today().isoformat()
    return state.attempted_on


def purged(state: ShardState, n_removed: int) -> ShardState:
    """Return the state after a purge took the answers to `n_removed` of its movies."""
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    left = max(0, state.have - n_removed)
    return replace(state, have=left, pending=state.pending + n_removed, purged_at=now)
