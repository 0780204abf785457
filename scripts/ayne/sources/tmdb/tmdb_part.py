"""A year of TMDB as a part of the job that collects all years.

A job that has nothing to ask loads no HTTP client.
"""

from pathlib import Path
from typing import Any

from ayne.collection.year_parts import inputs_of
from ayne.core.part import Part


def tmdb_part(part: Part, collection: dict[str, Any], journal: Path) -> None:
    """Collect the year that a part is named after, from its only input, or live without one.

    Its parameters are `answers`, `staleness` and `min_vote_count`; its outputs the raw files of list and movies.
    """
    from ayne.collection.arguments import collection_arguments
    from ayne.sources.tmdb.year import collect_tmdb

    parameters = part.parameters
    discover, movies = part.outputs
    collect_tmdb(
        int(part.name),
        discover,
        movies,
        journal,
        min_vote_count=parameters["min_vote_count"],
        **collection_arguments(
            "tmdb",
            inputs_of(part).get("world"),
            parameters["answers"],
            collection,
            parameters["staleness"]["asked on"],
            journal,
        ),
    )
