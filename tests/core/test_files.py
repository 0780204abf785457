import gzip
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from ayne.core.files import (
    atomic_path,
    read_json,
    read_jsonl,
    sha256_file,
    sweep_temporaries,
    write_json,
    write_jsonl,
    write_parquet,
)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.json"
    write_json(path, {"n": 1})

    def fail_while_writing() -> None:
        with atomic_path(path) as temporary:
            temporary.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_while_writing()
    assert read_json(path) == {"n": 1}
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_lines_come_back_as_written(tmp_path, name):
    lines = [b'{"id": 1}', b"not json \xff", b""]
    assert write_jsonl(tmp_path / name, lines) == 3
    assert list(read_jsonl(tmp_path / name)) == lines


def test_gzip_holds_no_time_and_no_name(tmp_path):
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        write_jsonl(tmp_path / name, [b"x"] * 1000)
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == b"x\n" * 1000


def test_json_is_sorted_and_refuses_what_json_lacks(tmp_path: Path):
    write_json(tmp_path / "a.json", {"b": "é", "a": 1})
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == '{\n  "a": 1,\n  "b": "é"\n}\n'
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json(tmp_path / "a.json", {"a": float("nan")})


def test_the_same_frame_is_the_same_parquet(tmp_path):
    frame = pl.DataFrame({"tmdb_id": range(1000), "title": [f"Movie {n}" for n in range(1000)]})
    for name in ("a.parquet", "b.parquet"):
        write_parquet(frame, tmp_path / name)
    assert sha256_file(tmp_path / "a.parquet") == sha256_file(tmp_path / "b.parquet")


def test_what_a_dead_job_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    mine, theirs = tmp_path / f".a.parquet.{os.getpid()}.tmp", tmp_path / f".movies.duckdb.{dead.pid}.tmp"
    kept = [mine, tmp_path / ".hidden.tmp", tmp_path / "a.parquet"]
    gone = [theirs, theirs.with_name(f"{theirs.name}.wal")]
    for path in (*kept, *gone):
        path.touch()
    assert sweep_temporaries(tmp_path) == 2
    assert sorted(tmp_path.iterdir()) == sorted(kept)
