"""One shard: a source's movies of one year, requested as far as they are due, and written as one raw file."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ayne.collection.journal import Journal, name_of
from ayne.collection.progress import Progress
from ayne.collection.refresh_classes import Refresh
from ayne.collection.refresh_plan import RefreshPlan
from ayne.collection.source_interface import Source
from ayne.collection.state import KIND, ShardState, state_path
from ayne.collection.worker import Collector, CollectorOf, Request
from ayne.core.disk import disk_errors
from ayne.core.files import write_jsonl
from ayne.core.logging import get_logger
from ayne.http_client.client import Client
from ayne.http_client.connection import Connection
from ayne.http_client.response import QuotaReachedError, SomeUnansweredError

logger = get_logger("collect")


@dataclass(frozen=True)
class Attempt:
    """The UTC day (YYYY-MM-DD) on which a source with a quota is asked, and the years that share the day."""

    day: str
    years: range


@dataclass(frozen=True, kw_only=True)
class Shard:
    """Whose movies, of which year, where their journal is, and when their answers are too old.

    With an `attempt`, the workflow makes another one on another day; movies with less than `vote_threshold`, and those
    without an answer, are then left for that.
    """

    source: Source
    year: int
    journal_dir: Path
    connection: Connection
    refresh: Refresh
    attempt: Attempt | None = None
    vote_threshold: int = 0

    @property
    def title(self) -> str:
        """What log lines call it."""
        return f"{self.source.name} {KIND} {self.year}"

    @property
    def snapshot(self) -> date:
        """The day it is collected for."""
        return date.fromisoformat(self.connection.as_of)

    def journal(self) -> Journal:
        """Return the journal of its movies, not yet open."""
        path = self.journal_dir / self.source.name / KIND / f"{self.year}.jsonl"
        return Journal(path, self.connection.origin, self.connection.as_of, self.source.stable_fields)

    def plan(self, journal: Journal) -> RefreshPlan:
        """Return the ages of its answers."""
        return RefreshPlan(journal, self.refresh, self.year, self.snapshot)

    async def ask(
        self, client: Client, requests: list[Request], plan: RefreshPlan, collector_of: CollectorOf = Collector
    ) -> None:
        """Ask what is due, the most wanted first; at the end of a quota, with a warning, only as far as it reaches."""
        # a recorded count of votes may be below 0
        due = [request for request in plan.most_wanted_first(requests) if max(request.votes, 0) >= self.vote_threshold]
        with Progress(self.title, len(requests)) as progress:
            for reason, n in plan.count_fresh(requests).items():
                progress.count(reason, n)
            collector = collector_of(client, plan.journal, self.source.classify, progress, plan.answered(requests))
            try:
                await collector.collect(iter(due))
            except QuotaReachedError as reached:
                logger.warning("%s: %s", self.title, reached)
            except SomeUnansweredError as unanswered:
                is_new = any(request.url not in plan.journal for request in due)
                if unanswered.is_unreachable or (is_new and self.attempt is None):
                    raise
                logger.warning("%s; what is known of them stands until they are asked about again", unanswered)
            plan.failed |= collector.reasons
        if n_left := sum(plan.is_due(request) for request in requests):
            logger.warning(
                "%s: %d of %d movies are left for another day; the raw file is written with what there is",
                *(self.title, n_left, len(requests)),
            )

    def finish(self, requests: list[Request], plan: RefreshPlan, out_path: Path, list_due: date | None = None) -> None:
        """Write the raw file from the journal, one record per line, sorted by id; then note what is left to do."""
        answered = [request for request in requests if request.url in plan.journal]
        urls = [request.url for request in sorted(answered, key=lambda request: request.id)]
        with disk_errors(out_path):
            write_jsonl(out_path, plan.journal.raw_lines(urls))
            self._note(plan.state(requests, name_of(self.connection.origin), list_due))

    def _note(self, state: ShardState) -> None:
        """Keep the state of the latest snapshot; an earlier one, collected again, says nothing about what is due."""
        path = state_path(self.journal_dir, self.source.name, self.year)
        before = ShardState.read(path)
        if before is not None and before.origin == state.origin:
            state = replace(before if before.as_of > state.as_of else state, purged_at=before.purged_at)
        replace(state, attempted_on=self.attempt.day if self.attempt else None).write(path)
