"""How the query service is asked: by POST, one query at a time, about as many items at once as it can answer for.

One request at a time keeps both of the service's limits by itself: five in parallel, and sixty seconds of processing in
a minute.
"""

from collections.abc import Iterable, Sequence

from ayne.core.logging import get_logger
from ayne.http_client.client import Client
from ayne.http_client.response import TooLargeError, UnansweredError
from ayne.sources.wikidata.answers import classify, rows_of
from ayne.sources.wikidata.questions import BatchQuery
from ayne.sources.wikidata.statements import Binding, in_words, item

logger = get_logger("collect")

BATCH = 200

type Rows = list[Binding]


class Asker:
    """Asks questions about items, and halves a batch of which the service says that it takes too long."""

    def __init__(self, client: Client) -> None:
        """Nothing is sent before the first question."""
        self._client = client

    async def query(self, query: str) -> Rows:
        """Return the rows of an answer; TooLargeError where the query takes longer than the service allows."""
        answer, _ = await self._client.ask(self._client.connection.base_url, classify, {"query": query})
        return rows_of(answer)

    async def about(self, question: BatchQuery, items: Sequence[str]) -> Rows:
        """Return the rows about some items; UnansweredError where a single one takes too long."""
        try:
            return await self.query(question.query(items))
        except TooLargeError as error:
            if len(items) == 1:
                raise UnansweredError(f"{question.name} of {items[0]}", str(error), 1) from None
            logger.info("%s of %d items takes too long: asked in halves", question.name, len(items))
            middle = len(items) // 2
            return [*await self.about(question, items[:middle]), *await self.about(question, items[middle:])]

    async def bodies(self, questions: Iterable[BatchQuery], items: Sequence[str]) -> dict[str, dict[str, Rows]]:
        """Return for each item its rows by question; a question without a row for it is not there."""
        bodies: dict[str, dict[str, Rows]] = {one: {} for one in items}
        for question in questions:
            for row in await self.about(question, items):
                bodies[item(row["film"]) or ""].setdefault(question.name, []).append(
                    {name: value for name, value in row.items() if name != "film"}
                )
        return {one: {name: in_order(rows) for name, rows in body.items()} for one, body in bodies.items()}


def in_order(rows: Rows) -> Rows:
    """Return rows in the order of their values, each once: the service gives them in any order, and some twice."""
    return [row for _, row in sorted({in_words(row): row for row in rows}.items())]
