"""A whole run, MLflow included, leaves no key in any file, and says none."""

import gzip
from datetime import date
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import polars as pl
import pytest

from ayne.api_server.app import create_app
from ayne.api_server.catalogue import Catalogue
from ayne.api_server.fault_spec import parse_faults
from ayne.api_server.faults import FaultyApp
from ayne.api_server.server import served

SECRET = b"5ecre7"
WHERE = [".snakemake", "data", "logs", "mlflow.db", "mlruns", "results"]


def contents(path: Path) -> list[bytes]:
    """The file as it is, and what it holds where it is packed."""
    as_it_is = path.read_bytes()
    if path.suffix == ".gz":
        return [as_it_is, gzip.decompress(as_it_is)]
    if path.suffix == ".parquet":
        return [as_it_is, str(pl.read_parquet(path).to_dicts()).encode()]
    if is_zipfile(path):
        with ZipFile(path) as packed:
            return [as_it_is, *(packed.read(name) for name in packed.namelist())]
    return [as_it_is]


def files(folder: Path) -> list[Path]:
    """All that a run wrote; the project's own files are left out."""
    found = [path for name in WHERE for path in [folder / name, *(folder / name).rglob("*")] if path.is_file()]
    assert {path.relative_to(folder).parts[0] for path in found} == set(WHERE)
    return found


def telling(folder: Path) -> list[Path]:
    return [path for path in files(folder) if any(SECRET in content for content in contents(path))]


def test_a_run_with_keys_in_its_environment_leaves_none_anywhere(built, keys):
    assert all(SECRET in key.encode() for key in keys.values())
    assert telling(built.folder) == []


def test_the_search_finds_a_key_in_every_kind_of_file(built, tmp_path, keys):
    text = f"…{keys['TMDB_API_KEY']}…"
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    pl.DataFrame({"a": [text] * 99}).write_parquet(tmp_path / "a.parquet")
    with ZipFile(tmp_path / "a.skops", "w", compression=8) as packed:
        packed.writestr("a.json", text)
    (tmp_path / "a.txt").write_text(text)
    for path in tmp_path.iterdir():
        assert SECRET in b"".join(contents(path)), path


@pytest.mark.slow
def test_a_live_run_from_the_first_request_to_the_model_leaves_no_key(project, keys):
    world = project.folder / "data" / "world"
    catalogue = Catalogue.load(sorted(world.glob("*.tmdb.jsonl.gz")), sorted(world.glob("*.omdb.jsonl.gz")))
    day = date(2022, 6, 30)
    app = create_app(catalogue, tmdb_key=keys["TMDB_API_KEY"], omdb_key=keys["OMDB_API_KEY"], today=day)
    faulty = FaultyApp(app, parse_faults("echo:2%,500:2%,truncated:1%,broken:1%"))
    project.edit("study.yaml", "catalogue: {", "catalogue: {source: live, ")
    with served(faulty) as url, (project.folder / "study.yaml").open("a") as study:
        study.write(f"tmdb_base_url: {url}/3\nomdb_base_url: {url}\nbls_base_url: {url}/publicAPI/v1\n")
        study.write("cpi: {source: bls}\nsources:\n")
        study.write(
            "  tmdb: {requests_per_second: null}\n  omdb: {requests_per_second: null, requests_per_day: null}\n"
        )
        study.flush()
        command = ("--cores", "2", "--verbose", "--configfile", "study.yaml", "--", "results/model")
        done = project.snakemake(*command, LOG_LEVEL="DEBUG", **keys)
    assert done.returncode == 0, done.stderr[-4000:]
    assert faulty.seen.faults["echo"] > 5
    assert SECRET.decode() not in done.stdout + done.stderr
    recent = (project.folder / "data/tables/bls/cpi_us_recent.csv").read_text().splitlines()
    assert [recent[1].split(",")[0], recent[-1].split(",")[0]] == ["2021-01-16", "2022-06-16"]
    assert telling(project.folder) == []
