"""The loop that asks about movies many at a time: a batch is in the journal once all its questions are answered."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import batched

import orjson

from ayne.collection.journal import Journal
from ayne.collection.progress import Progress
from ayne.collection.worker import CollectorOf, Request
from ayne.core.errors import CollectError
from ayne.http_client.client import Client
from ayne.http_client.response import ApiResponse, Classify, SomeUnansweredError, UnansweredError
from ayne.sources.wikidata.asking import BATCH, Asker
from ayne.sources.wikidata.questions import BatchQuery

DOWN_AFTER = 3


class BatchCollector:
    """Asks all questions about each batch of movies, and puts a record of each movie into a journal.

    The answers of a batch are split by movie, so that what is in the journal does not depend on which movies were asked
    about together, or on how often a batch was halved.
    """

    def __init__(
        self,
        client: Client,
        journal: Journal,
        classify: Classify,  # noqa: ARG002 -- that of one answer, which the asker has
        progress: Progress,
        known: Request | None,  # noqa: ARG002 -- a service that answers no batch at all counts as down
        questions: Sequence[BatchQuery] = (),
    ) -> None:
        """Write to `journal`, which is open."""
        self._client, self._journal, self._progress, self._questions = client, journal, progress, questions
        self._failures: dict[str, UnansweredError] = {}

    @property
    def reasons(self) -> dict[str, str]:
        """Why requests found no answer, by URL."""
        return {url: failure.reason for url, failure in self._failures.items()}

    async def collect(self, requests: Iterator[Request]) -> None:
        """Ask for all of `requests`; CollectError as `Collector.collect` has it."""
        n_down = 0
        asker = Asker(self._client)
        for batch in batched(requests, BATCH):
            try:
                bodies = await asker.bodies(self._questions, [str(request.id) for request in batch])
            except UnansweredError as failure:
                n_down += 1
                self._failures |= {request.url: failure for request in batch}
                self._progress.count("unanswered", len(batch))
                if n_down == DOWN_AFTER or failure.is_unreachable:
                    raise CollectError(
                        f"{self._progress.title}: the service seems to be down, the last: {failure}. What was fetched "
                        "is kept: run again to go on"
                    ) from None
                continue
            n_down = 0
            for request in batch:
                self._add(request, bodies[str(request.id)])
        if self._failures:
            first = next(iter(self._failures.values()))
            raise SomeUnansweredError(
                f"{self._progress.title}: {len(self._failures)} movies found no answer. The others are kept: run again "
                f"to ask for these only\n  {first}",
                is_unreachable=False,
            )

    def _add(self, request: Request, body: object) -> None:
        record = ApiResponse(request.url, 200, orjson.dumps(body))
        self._journal.add(request.id, self._client.connection.fetched_at(), record)
        self._progress.count("ok")


def asking(questions: Sequence[BatchQuery]) -> CollectorOf:
    """Return how a shard is to be collected with these questions."""
    collector: Callable[..., BatchCollector] = partial(BatchCollector, questions=questions)
    return collector
