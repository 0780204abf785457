"""The request loop: a few requests at a time, each answer journalled before it is used."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ayne.collection.journal import Journal, RecordId
from ayne.collection.progress import Progress
from ayne.core.errors import CollectError
from ayne.http_client.client import Client
from ayne.http_client.response import Classify, Outcome, SomeUnansweredError, UnansweredError

# So many requests in a row without an answer, each after all its attempts: is the source down, or are they what it
# cannot answer? It is asked for a record that it has answered for before.
DOWN_AFTER = 10
FAILURES_SHOWN = 5


@dataclass(frozen=True)
class Request:
    """One record to ask for: its id in the raw file, its URL without the key, and what tells how much it is wanted."""

    id: RecordId
    url: str
    released: date | None = None
    votes: int = 0


class AnyCollector(Protocol):
    """Asks for records in its own way: one by one, or many at once."""

    @property
    def reasons(self) -> dict[str, str]:
        """Why requests found no answer, by URL."""

    async def collect(self, requests: Iterator[Request]) -> None:
        """Ask for each of `requests`, and put what is answered into the journal."""


type CollectorOf = Callable[[Client, Journal, Classify, Progress, Request | None], AnyCollector]


class Collector:
    """Asks for records, and puts each answer into a journal."""

    def __init__(
        self, client: Client, journal: Journal, classify: Classify, progress: Progress, known: Request | None = None
    ) -> None:
        """Write to `journal`, which is open, as `client` gets answers that `classify` finds worth recording.

        `known` is a record that the source has answered for in the past.
        """
        self._client, self._journal, self._classify, self._progress = client, journal, classify, progress
        self._known = known
        self._failures: dict[str, UnansweredError] = {}
        self._n_down = 0
        self._doubt = asyncio.Lock()

    @property
    def reasons(self) -> dict[str, str]:
        """Why requests found no answer, by URL."""
        return {url: failure.reason for url, failure in self._failures.items()}

    async def collect(self, requests: Iterator[Request]) -> None:
        """Ask for each of `requests`; nothing but the answers in flight is held in memory.

        CollectError ends it: at once for a refused key, a used-up quota, our own bad request or a source that is
        down; after everything else was asked where single requests found no answer.
        """
        n_workers = self._client.connection.connections
        try:
            async with asyncio.TaskGroup() as tasks:
                for _ in range(n_workers):
                    tasks.create_task(self._work(requests))
        except* CollectError as group:
            raise first_leaf(group) from None
        self._fail_if_unanswered()

    async def _work(self, requests: Iterator[Request]) -> None:
        for request in requests:
            try:
                answer, outcome = await self._client.ask(request.url, self._classify)
            except UnansweredError as failure:
                await self._note_failure(request, failure)
                continue
            self._journal.add(request.id, self._client.connection.fetched_at(), answer)
            self._n_down = 0
            if outcome is Outcome.OK:
                self._known = request
            self._progress.count(outcome.value)

    async def _note_failure(self, request: Request, failure: UnansweredError) -> None:
        self._progress.count("unanswered")
        self._failures[request.url] = failure
        self._n_down += 1
        if self._n_down < DOWN_AFTER:
            return
        # A request that fails meanwhile waits for the outcome.
        async with self._doubt:
            if self._n_down >= DOWN_AFTER and not await self._is_up():
                raise CollectError(
                    f"{self._progress.title}: the source seems to be down, {self._n_down} requests in a row found no "
                    f"answer, the last: {failure}. What was fetched is kept: run again to go on"
                )

    async def _is_up(self) -> bool:
        """Ask for a record that the source has answered for before; without one, it counts as down."""
        if self._known is None:
            return False
        try:
            await self._client.ask(self._known.url, self._classify)
        except UnansweredError:
            return False
        self._n_down = 0
        return True

    def _fail_if_unanswered(self) -> None:
        if not self._failures:
            return
        shown = "\n".join(f"  {failure}" for failure in list(self._failures.values())[:FAILURES_SHOWN])
        raise SomeUnansweredError(
            f"{self._progress.title}: {len(self._failures)} of {self._progress.counts.total()} requests found no "
            f"answer. The others are kept: run again to ask for these only\n{shown}",
            is_unreachable=any(failure.is_unreachable for failure in self._failures.values()),
        )


def first_leaf(group: BaseExceptionGroup[CollectError]) -> CollectError:
    """Return the first single error in a group of errors."""
    error: CollectError | BaseExceptionGroup[CollectError] = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
