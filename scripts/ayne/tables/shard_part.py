"""The years of a source as the parts of the job that parses them all.

A job that has nothing to parse loads no database.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ayne.core.files import atomic_path, write_jsonl
from ayne.core.part import Part

# More than a shard without a record has.
EMPTY_BYTES = 100


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
    if raw.stat().st_size <= EMPTY_BYTES:
        empty, *contents = _without_a_movie(source, sql, dictionary)
        if raw.read_bytes() == empty:
            for path, content in zip(part.outputs, contents, strict=True):
                with atomic_path(path) as temporary:
                    temporary.write_bytes(content)
            return
    parse_shard(raw, source, sql, dictionary, rows, rejected)


@lru_cache(maxsize=1)
def _without_a_movie(source: str, sql: Path, dictionary: Path) -> tuple[bytes, ...]:
    """Return the raw shard, rows and rejected records of a year without a movie: the same for every such year."""
    from ayne.tables.parse import parse_shard

    with TemporaryDirectory() as folder:
        raw, rows, rejected = files = [Path(folder, name) for name in ("raw.jsonl.gz", "rows", "rejected")]
        write_jsonl(raw, [])
        parse_shard(raw, source, sql, dictionary, rows, rejected)
        return tuple(file.read_bytes() for file in files)
