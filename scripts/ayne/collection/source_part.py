"""A year of a source that is asked movie by movie, as a part of the job that collects all years.

A job that has nothing to ask loads no HTTP client.
"""

from pathlib import Path
from typing import Any

from ayne.collection.year_parts import inputs_of
from ayne.core.part import Part


def source_part(part: Part, collection: dict[str, Any], journal: Path) -> None:
    """Collect a part called `{source}/{year}` for the movies of its first input, from the second, or live without one.

    Its parameters are `answers` and `staleness`; its output is the raw file.
    """
    from ayne.collection.arguments import collection_arguments
    from ayne.collection.collect_year import collect_source

    source, _, year = part.name.partition("/")
    files = inputs_of(part)
    answers, staleness = part.parameters["answers"], part.parameters["staleness"]
    collect_source(
        source,
        int(year),
        files["movies"],
        part.outputs[0],
        journal,
        **collection_arguments(source, files.get("world"), answers, collection, staleness["asked on"], journal),
    )
