"""The years of a source as the parts of the job that parses them all.

A job that has nothing to parse loads no database.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ayne.core.part import Part


def shard_parts(
    raw: Sequence[str],
    shared: Sequence[str],
    output: Any,
    logs: Sequence[str],
    code: Mapping[str, str],
    prefix: str = "",
) -> list[Part]:
    """Return a part for each year's raw shard, the newest first: they have most movies.

    It reads the shard and what is `shared`, and writes the year's file of `output.rows` and of `output.rejected`.
    """
    return [
        Part(
            name=f"{prefix}{Path(rows).stem}",
            log=Path(log),
            outputs=(Path(rows), Path(rejected)),
            inputs=tuple(map(Path, (shard, *shared))),
            code=code,
        )
        for shard, rows, rejected, log in zip(raw, output.rows, output.rejected, logs, strict=True)
    ][::-1]


def parse_part(part: Part, source: str) -> None:
    """Parse a year; it reads the raw shard, the source's SQL and dictionary, and writes rows and rejected ones."""
    from ayne.tables.parse import parse_shard

    raw, sql, dictionary, *_ = part.inputs
    rows, rejected = part.outputs
    parse_shard(raw, source, sql, dictionary, rows, rejected)
