"""Reading and writing files: complete or absent, and the same bytes for the same content."""

import gzip
import hashlib
import io
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

GZIP_LEVEL = 6
# A file of `atomic_path`, and DuckDB's log beside it: `.movies.duckdb.4711.tmp.wal`.
TEMPORARY = re.compile(r"\..+\.(\d+)\.tmp(?:\.wal)?")


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path` that takes its name once written to the disk; an error leaves neither."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def sweep_temporaries(folder: Path) -> int:
    """Remove what killed jobs have left of `atomic_path` below `folder`, if they are gone; the number of files."""
    left = [(path, TEMPORARY.fullmatch(path.name)) for path in folder.rglob(".*.tmp*")]
    dead = [path for path, match in left if match and not _is_alive(int(match[1]))]
    for path in dead:
        path.unlink(missing_ok=True)
    return len(dead)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def read_jsonl(path: Path) -> Iterator[bytes]:
    """Yield the lines of `.jsonl` or `.jsonl.gz` without their newline; holds one line at a time."""
    path = Path(path)
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for line in lines:
            yield line.rstrip(b"\n")


def write_jsonl(path: Path, lines: Iterable[bytes]) -> int:
    """Write one line each, gzipped where the name ends in `.gz` (no time stamp inside); the number of lines."""
    count = 0
    path = Path(path)
    with atomic_path(path) as temporary, temporary.open("wb") as raw, line_writer(raw, path) as out:
        for line in lines:
            out.write(line + b"\n")
            count += 1
    return count


@contextmanager
def line_writer(raw: io.BufferedIOBase | io.BufferedWriter, path: Path) -> Iterator[Any]:
    """Yield `raw`, or a reproducible gzip stream on it where `path` ends in `.gz`."""
    if path.suffix != ".gz":
        yield raw
        return
    with gzip.GzipFile(filename="", mode="wb", fileobj=raw, compresslevel=GZIP_LEVEL, mtime=0) as out:
        buffered = io.BufferedWriter(out, buffer_size=1 << 16)
        yield buffered
        buffered.flush()


def read_json(path: Path) -> Any:
    """Return the content of a JSON file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


def write_json(path: Path, value: Any) -> None:
    """Write `value` with sorted keys, two blanks of indent and a final newline."""
    write_text(path, json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text whole."""
    with atomic_path(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def write_parquet(frame: "pl.DataFrame", path: Path) -> None:
    """Write a frame as zstd Parquet in row groups of 100,000."""
    with atomic_path(path) as temporary:
        frame.write_parquet(temporary, compression="zstd", statistics=True, row_group_size=100_000)


def copy_file(source: Path, target: Path) -> None:
    """Copy the content of a file, whole or not at all."""
    with atomic_path(target) as temporary:
        shutil.copyfile(source, temporary)


def sha256_file(path: Path) -> str:
    """Return the SHA-256 of a file's content in hex."""
    with Path(path).open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
