"""A year of a source as a part of the job that parses all years.

A job that has nothing to parse loads no database.
"""

from ayne.core.part import Part


def parse_part(part: Part, source: str) -> None:
    """Parse a year; it reads the raw shard, the source's SQL and dictionary, and writes rows and rejected ones."""
    from ayne.tables.parse import parse_shard

    raw, sql, dictionary, *_ = part.inputs
    rows, rejected = part.outputs
    parse_shard(raw, source, sql, dictionary, rows, rejected)
