"""The empty typed rows of a source that is not used, so that every table has its inputs."""

from pathlib import Path
from tempfile import TemporaryDirectory

from ayne.core.files import write_jsonl
from ayne.tables.parse import parse_shard


def parse_no_records(source: str, sql: Path, dictionary: Path, out: Path, rejected: Path) -> None:
    """Write both files of an empty shard."""
    with TemporaryDirectory(prefix="ayne-") as folder:
        raw = Path(folder) / "none.jsonl.gz"
        write_jsonl(raw, [])
        parse_shard(raw, source, sql, dictionary, out, rejected)
