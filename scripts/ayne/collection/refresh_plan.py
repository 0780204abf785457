"""Which of a year's movies must be requested, in which order, and what is left to do afterwards."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ayne.collection.journal import CachedResponse, Journal
from ayne.collection.refresh_classes import Refresh, is_frozen
from ayne.collection.state import ShardState
from ayne.collection.vote_threshold import size_of
from ayne.collection.worker import Request

# So many movies without an answer are named with the reason; all are counted.
FAILURES_KEPT = 20


@dataclass
class RefreshPlan:
    """The ages of the answers about one year's movies, on the day of a snapshot.

    A movie without a release date of its own counts as released on the last day of its year. `unchanged_upstream` holds
    the URLs of those that the source says it has not changed since their answer, which counts as given for this
    snapshot. `failed` says, by URL, why a request found no answer.
    """

    journal: Journal
    refresh: Refresh
    year: int
    snapshot: date
    unchanged_upstream: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)

    def due_day(self, request: Request, cached: CachedResponse) -> date | None:
        """Return the day on which the answer is too old; None for a movie that has settled."""
        released = request.released or self.year_end
        if is_frozen(cached.unchanged, released, self.snapshot):
            return None
        answered = self.snapshot if request.url in self.unchanged_upstream else cached.answered
        return self.refresh.due_day(answered, released)

    def is_due(self, request: Request) -> bool:
        """Whether the movie has no answer yet, or one that is too old."""
        cached = self.journal.newest(request.url)
        if cached is None:
            return True
        day = self.due_day(request, cached)
        return day is not None and day <= self.snapshot

    def answered(self, requests: Iterable[Request]) -> Request | None:
        """Return a movie that the source has answered for, and that was no tombstone."""
        cached = ((request, self.journal.newest(request.url)) for request in requests)
        return next(
            (request for request, answer in cached if answer is not None and answer.fingerprint is not None), None
        )

    def list_due_day(self, listed: date) -> date:
        """Return the day on which the list of the year's movies is too old: as its youngest possible movie is."""
        return self.refresh.due_day(listed, self.year_end)

    def most_wanted_first(self, requests: Iterable[Request]) -> list[Request]:
        """Return what is due: movies without an answer first; then by votes, the newest before older ones."""
        due = [request for request in requests if self.is_due(request)]
        return sorted(due, key=self._wanted)

    def count_fresh(self, requests: Iterable[Request]) -> Counter[str]:
        """Count what need not be asked, by reason."""
        counts: Counter[str] = Counter()
        for request in requests:
            cached = self.journal.newest(request.url)
            if cached is not None and not self.is_due(request):
                is_settled = self.due_day(request, cached) is None
                counts["frozen" if is_settled else "already in the journal"] += 1
        return counts

    def state(self, requests: list[Request], origin: str, list_due: date | None = None) -> ShardState:
        """Count what is there and what is to come."""
        counts: Counter[str] = Counter()
        due: Counter[str] = Counter()
        oldest: str | None = None
        for request in requests:
            cached = self.journal.newest(request.url)
            counts["wanted"] += 1
            if cached is None:
                counts["pending"] += 1
                continue
            counts["tombstoned" if cached.fingerprint is None else "have"] += 1
            oldest = cached.as_of if oldest is None else min(oldest, cached.as_of)
            day = self.due_day(request, cached)
            if day is None:
                counts["frozen"] += 1
            else:
                due[day.isoformat()] += 1
        failed = [request for request in requests if request.url in self.failed]
        return ShardState(
            origin=origin,
            as_of=self.snapshot.isoformat(),
            wanted=counts["wanted"],
            have=counts["have"],
            tombstoned=counts["tombstoned"],
            pending=counts["pending"],
            failed=len(failed),
            failures={str(request.id): self.failed[request.url] for request in failed[:FAILURES_KEPT]},
            frozen=counts["frozen"],
            oldest=oldest,
            due=dict(sorted(due.items())),
            wanted_by_votes=by_votes(requests),
            left_by_votes=by_votes(filter(self.is_due, requests)),
            list_due=list_due.isoformat() if list_due else None,
        )

    @property
    def year_end(self) -> date:
        """The last day of the year."""
        return date(self.year, 12, 31)

    def _wanted(self, request: Request) -> tuple[bool, int, int, str]:
        released = request.released or self.year_end
        return request.url in self.journal, -request.votes, -released.toordinal(), request.url


def by_votes(requests: Iterable[Request]) -> dict[str, int]:
    """Count movies by the size of their vote count, in the order of the sizes."""
    counts = Counter(size_of(request.votes) for request in requests)
    return {str(size): n for size, n in sorted(counts.items())}
