"""What the staleness benchmark edits, and how it writes the workflow's jobs as stages of DVC."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ayne.benchmarks import staleness_benchmark as staleness
from ayne.benchmarks.dvc_project import JOBS, Snakemake, write_stages
from ayne.core.errors import DataError
from ayne.core.files import write_json

ROOT = Path(__file__).resolve().parents[2]
JOB = {
    "rule": "first", "script": "scripts/first.py", "shell": None, "files_in": ["b.txt", "a.txt"],
    "files_out": ["c.txt"],
    "input": {"one": "a.txt", "more": ["b.txt"]}, "output": {"only": "c.txt"}, "log": ["logs/first.log"],
    "named_logs": {}, "wildcards": {"year": "2019"}, "threads": 1, "params": {"words": {"greeting": "hello"}},
}  # fmt: skip


def test_a_stage_has_the_jobs_files_its_script_and_its_parameters(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_json(JOBS, {"first-2019": JOB})
    write_stages(package=False)
    stage = yaml.safe_load(Path("dvc.yaml").read_text())["stages"]["first-2019"]
    assert stage["deps"] == ["a.txt", "b.txt", "scripts/first.py"]
    assert (stage["outs"], stage["params"]) == (["c.txt"], ["first-2019"])
    assert yaml.safe_load(Path("params.yaml").read_text()) == {"first-2019": {"words": {"greeting": "hello"}}}
    write_stages(package=True)
    assert "scripts/ayne" in yaml.safe_load(Path("dvc.yaml").read_text())["stages"]["first-2019"]["deps"]


def test_a_recorded_job_runs_without_snakemake(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("scripts").mkdir()
    Path("scripts/first.py").write_text(
        "from pathlib import Path\n"
        "job = snakemake\n"
        "said = [job.params.words['greeting'], job.wildcards.year, job.input.one, *job.input.more]\n"
        "Path(snakemake.output.only).write_text(' '.join(said))\n"
    )
    write_json(JOBS, {"first-2019": JOB})
    write_stages(package=False)
    command = yaml.safe_load(Path("dvc.yaml").read_text())["stages"]["first-2019"]["cmd"]
    subprocess.run(command, shell=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT / "scripts")})  # noqa: S602
    assert Path("c.txt").read_text() == "hello 2019 a.txt b.txt"
    assert command.split()[0] == sys.executable


def test_a_job_whose_outputs_have_no_names_has_them_in_their_order(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_json(JOBS, {"first-2019": JOB | {"output": {}, "files_out": ["d.txt", "c.txt"]}})
    write_stages(package=False)
    assert list(Snakemake("first-2019").output) == ["d.txt", "c.txt"]


def test_an_edit_that_finds_another_place_than_one_is_an_error(tmp_path):
    file = tmp_path / "code.py"
    file.write_text("x = 1\nx = 1\n")
    with pytest.raises(DataError, match="holds 'x = 1' 2 times"):
        staleness.edit(file, "x = 1", "x = 2")


def test_the_edits_find_their_places_in_the_project_and_in_the_study(tmp_path):
    project = tmp_path / "project"
    staleness.lay_out(ROOT, project)
    raw = project / staleness.RAW
    raw.parent.mkdir(parents=True)
    bodies = [{"id": 1}, {"id": 2, "revenue": 0}, {"id": 3, "revenue": 21}, {"id": 4, "revenue": 5}]
    raw.write_bytes(gzip.compress("".join(json.dumps({"body": body}) + "\n" for body in bodies).encode()))
    helper = (project / staleness.HELPER).read_text()
    for change in staleness.CHANGES:
        change(project)
    changed = [json.loads(line)["body"] for line in gzip.decompress(raw.read_bytes()).splitlines()]
    assert changed == [*bodies[:2], {"id": 3, "revenue": 42}, bodies[3]]
    assert "alpha: [10, 1000]" in (project / "study.yaml").read_text()
    assert len((project / staleness.HELPER).read_text()) == len(helper) + len("# A comment.\n") + len(".fill_null(0)")
    staleness.edit(project / "rules/common.smk", staleness.HASHES, staleness.HASHES)


@pytest.mark.slow
@pytest.mark.skipif(staleness.dvc_program() is None, reason="DVC is not installed")
def test_dvc_reruns_no_stage_of_what_snakemake_has_built(tmp_path):
    tools = staleness.build_tools(ROOT, tmp_path)
    assert {tool: update(tmp_path / tool)[0] for tool, update in tools.items()} == dict.fromkeys(
        ["ayne", "snakemake", "dvc", "dvc_with_package"], 0
    )


def test_a_project_is_changed_in_its_own_folder_and_put_back(tmp_path):
    project = tmp_path / "ayne"
    scores = project / "results/models/ridge/metrics.json"
    write_json(scores, {"rmse_log": 1})

    def update(folder):
        write_json(folder / "results/models/ridge/metrics.json", {"rmse_log": 2})
        return 3, 0.5

    assert staleness.edited(project, lambda folder: (folder / "new").touch(), update) == (
        (3, 0.5),
        {"ridge": {"rmse_log": 2}},
    )
    assert json.loads(scores.read_text()) == {"rmse_log": 1}
    assert [path.name for path in tmp_path.iterdir()] == ["ayne"]
    assert not (project / "new").exists()
