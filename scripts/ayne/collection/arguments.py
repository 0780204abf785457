"""From the settings of a collecting job to its connection, refresh classes and attempt."""

from pathlib import Path
from typing import Any, TypedDict

from ayne.collection.collection_settings import AnsweringApi, CollectionSettings
from ayne.collection.connect import live_connection, quota_path, replayed_connection
from ayne.collection.refresh_classes import Refresh
from ayne.collection.shard import Attempt
from ayne.core.study_files import JOURNAL
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
    journal_dir: Path = JOURNAL,
) -> CollectionArguments:
    """Connect to a source, live or replayed from `world`.

    `answers` is an `AnsweringApi`, `collection` the `CollectionSettings`, as the workflow hands them on; `asked_on` the
    UTC day of the attempt where a quota makes it count.
    """
    api, settings = AnsweringApi(**answers), CollectionSettings(**collection)
    limits = settings.sources[source]
    if api.catalogue == LIVE:
        connection = live_connection(
            source,
            as_of=settings.as_of,
            base_url=api.base_url,
            key_name=limits.key_name,
            timeout=settings.timeout,
            quota=RequestQuota(quota_path(journal_dir, source), limits.requests_per_day),
            contact=limits.contact,
            requests_per_second=limits.requests_per_second,
            connections=limits.connections,
            attempts=limits.attempts,
        )
    else:
        connection = replayed_connection(
            source,
            world,
            catalogue=api.catalogue,
            as_of=settings.as_of,
            world_name=api.world_name,
            connections=limits.connections,
        )
    attempt = Attempt(asked_on, range(settings.first_year, settings.last_year + 1)) if asked_on else None
    return CollectionArguments(connection=connection, refresh=Refresh.of(api.refresh_days), attempt=attempt)
