"""A year of Wikidata as a part of the jobs that collect and parse all years."""

from pathlib import Path
from typing import Any

from ayne.collection.year_parts import inputs_of
from ayne.core.part import Part


def collect_part(part: Part, collection: dict[str, Any], journal: Path) -> None:
    """Collect a year: of the list, or, where a file of TMDB's movies is read, of those; it may read a world's file."""
    from ayne.collection.arguments import collection_arguments
    from ayne.sources.wikidata.listing import Filters
    from ayne.sources.wikidata.year import collect_amounts, collect_wikidata

    staleness, year, files = part.parameters["staleness"], int(part.name), inputs_of(part)
    arguments = collection_arguments(
        "wikidata", files.get("world"), part.parameters["answers"], collection, staleness["asked on"], journal
    )
    listed, movies = part.outputs
    if "tmdb_movies" in files:
        collect_amounts(year, files["tmdb_movies"], listed, movies, journal, **arguments)
    else:
        filters = Filters(*part.parameters["filters"])
        collect_wikidata(year, listed, movies, journal, filters=filters, **arguments)


def parse_part(part: Part, has_names: bool) -> None:
    """Parse a year; it reads the raw shard, the table of genres and perhaps the names."""
    from ayne.sources.wikidata.typed_rows import parse_wikidata

    raw, genres, *names = part.inputs
    rows, rejected = part.outputs
    parse_wikidata(raw, names[0] if has_names else None, genres, rows, rejected)
