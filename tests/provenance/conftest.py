"""A study of two artifacts, with the records that Snakemake keeps of them."""

import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import pytest

TABLE, MODEL, DATABASE = "data/tables/movies.parquet", "results/model/metrics.json", "data/movies.duckdb"
CONTENT = {TABLE: b"rows", MODEL: b"{}", DATABASE: b"tables"}
RECORDS = {
    TABLE: {
        "rule": "build_table",
        "input": [".snakemake/ayne/repository/config/tables/movies.yaml"],
        "input_checksums": {".snakemake/ayne/repository/config/tables/movies.yaml": "sha256:aa"},
        "params": ["{'build_table.py': '1', 'ayne.tables.table_builder': '2', 'package duckdb': '2.0.1'}", "0.05"],
    },
    DATABASE: {"rule": "build_database", "input": [TABLE], "input_checksums": {}, "params": []},
    MODEL: {
        "rule": "fit_ridge",
        "input": [TABLE, DATABASE],
        "input_checksums": {TABLE: f"sha256:{sha256(b'rows').hexdigest()}", DATABASE: "sha256:bb"},
        "params": ["7", "{'fit_model.py': '3'}"],
    },
}


def record(folder: Path, path: str, **changes) -> None:
    """Write the record of an output, in folders where its name is long, as Snakemake does."""
    name = urlsafe_b64encode(path.encode()).decode()
    file = folder / ".snakemake/metadata" / (f"@{name[:20]}/{name[20:]}" if len(name) > 36 else name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"starttime": 1.0, "endtime": 2.0} | RECORDS[path] | changes))


@pytest.fixture
def study(tmp_path) -> Path:
    folder = tmp_path / "study"
    for path, content in CONTENT.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        record(folder, path)
    return folder
