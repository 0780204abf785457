"""What a collecting job is given, turned into a connection, age classes and an attempt."""

from pathlib import Path
from typing import Any, TypedDict

from ayne.collection.connect import live_connection, quota_path, replayed_connection
from ayne.collection.refresh_classes import Refresh
from ayne.collection.shard import Attempt
from ayne.http_client.connection import LIVE, Connection
from ayne.http_client.quota import RequestQuota


class CollectionArguments(TypedDict):
    """The arguments that every collection takes."""

    connection: Connection
    refresh: Refresh
    attempt: Attempt | None


def collection_arguments(
    source: str,
    world: Path | str | None,
    answers: dict[str, Any],
    collection: dict[str, Any],
    asked_on: str | None,
    journal_dir: Path = Path("data/journal"),
) -> CollectionArguments:
    """Connect to a source, live or replayed from `world`.

    `answers` says who answers and when that is too old, `collection` how hard to ask and as of which day, `asked_on`
    the UTC day of the attempt where a quota makes it count.
    """
    as_of, limits = collection["as_of"], collection["limits"][source]
    if answers["catalogue"] == LIVE:
        connection = live_connection(
            source,
            as_of=as_of,
            base_url=answers["base_url"],
            key_name=collection["key_names"][source],
            timeout=collection["timeout"],
            quota=RequestQuota(quota_path(journal_dir, source), collection["requests_per_day"][source]),
            contact=collection["contacts"][source],
            **limits,
        )
    else:
        connection = replayed_connection(
            source,
            world,
            catalogue=answers["catalogue"],
            as_of=as_of,
            world_name=answers["world_name"],
            connections=limits["connections"],
        )
    first_year, last_year = collection["years"]
    attempt = Attempt(asked_on, range(first_year, last_year + 1)) if asked_on else None
    return CollectionArguments(connection=connection, refresh=Refresh.of(answers["refresh_days"]), attempt=attempt)
