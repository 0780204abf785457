"""The keys are nowhere but in the requests: not in logs, errors, journals or raw files, whatever goes wrong."""

import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

import ayne
from ayne.api_server.faults import FaultyApp
from ayne.collection.collect_year import collect_source
from ayne.core.errors import CollectError
from ayne.core.files import write_json
from ayne.http_client.connection import Connection
from ayne.http_client.key import Key
from ayne.sources.tmdb.year import collect_tmdb

ROOT = Path(__file__).parents[2]
SECRET = "0123456789abcdef0123456789abcdef"
SOME = "echo:15%,500:5%,429=1:5%,truncated:5%,reset:5%,html:5%,broken:5%"
FATAL = [
    "code5:after9",
    "code7:after9",
    "code10:after9",
    "badkey:after9",
    "quota:after9",
    "echo:after9",
    "discover.echo",
    "reset:after9",
]


def found_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("faults", "query"),
    [*((faults, "api_key") for faults in FATAL), *((faults, None) for faults in ("", "echo:after9", "discover.echo"))],
)
def test_whatever_goes_wrong_the_key_is_not_told(apis, tmp_path, fake_time, caplog, faults, query) -> None:
    caplog.set_level("DEBUG")
    apis.misbehave(f"{faults},{SOME}".strip(","))
    message = ""
    try:
        for source, suffix in (("tmdb", "/3"), ("omdb", "")):
            connection = Connection(
                base_url=apis.url + suffix,
                key=Key(SECRET, query=query if source == "tmdb" else "apikey"),
                key_name="THE_KEY",
                as_of="2026-06-30",
                timeout_s=5,
                clock=fake_time.clock,
                connections=4,
            )
            raw = tmp_path / "tmdb.jsonl"
            if source == "tmdb":
                collect_tmdb(1999, tmp_path / "pages.jsonl", raw, tmp_path, connection)
            else:
                collect_source(source, 1999, raw, tmp_path / "omdb.jsonl", tmp_path, connection)
            message += repr(connection)
    except CollectError:
        message += traceback.format_exc()
    assert apis.app.seen.faults["echo"] > 0
    assert SECRET not in message + caplog.text
    assert found_in(tmp_path) == []


def test_the_echo_does_hold_the_key(apis: FaultyApp) -> None:
    import httpx

    apis.misbehave("echo")
    assert SECRET in httpx.get(f"{apis.url}/3/movie/1", params={"api_key": SECRET}, trust_env=False).text
    headers = {"Authorization": f"Bearer {SECRET}"}
    assert SECRET in httpx.get(f"{apis.url}/3/movie/1", headers=headers, trust_env=False).text


@pytest.mark.slow
@pytest.mark.parametrize("faults", [SOME, f"code5:after9,{SOME}", f"code7:after9,{SOME}"])
def test_a_run_of_the_workflow_tells_no_key(apis, tmp_path: Path, faults: str) -> None:
    apis.misbehave(faults)
    config = {
        "catalogue": {"source": "live", "snapshot": "2026-06-30", "first_year": 1999, "last_year": 1999},
        "tmdb_base_url": f"{apis.url}/3",
        "omdb_base_url": apis.url,
    }
    write_json(tmp_path / "study.yaml", config)
    command = [sys.executable, "-m", "snakemake", "--snakefile", ROOT / "Snakefile", "--cores", "1", "--verbose"]
    command += ["--directory", tmp_path, "--configfile", tmp_path / "study.yaml", "--"]
    keys = {"TMDB_API_KEY": SECRET, "OMDB_API_KEY": SECRET, "LOG_LEVEL": "DEBUG"}
    paths = {"PYTHONPATH": str(Path(ayne.__file__).parents[1])}
    done = subprocess.run(
        [*command, "data/raw/omdb/movies/1999.jsonl.gz"],
        capture_output=True,
        text=True,
        env=os.environ | keys | paths,
        cwd=tmp_path,
        check=False,
    )
    assert bool(done.returncode) == ("after" in faults), done.stderr[-2000:]
    assert apis.app.seen.summary()["requests"] >= 10
    assert SECRET not in done.stdout + done.stderr
    assert any(".snakemake" in path.parts for path in tmp_path.rglob("*"))
    assert found_in(tmp_path) == []
