import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from ayne.core.errors import DataError
from ayne.core.part import PLACE, Part, PartStore
from ayne.provenance.manifest import end_manifest, read_manifest, resume_manifest, start_manifest, write_manifest

from .conftest import DATABASE, MODEL, TABLE, record


def test_an_artifact_has_its_hash_rule_inputs_code_and_parameters_and_no_clock(study):
    write_manifest(study)
    manifest = read_manifest(study)
    assert dict(manifest.artifacts[TABLE]) == {
        "bytes": 4,
        "sha256": sha256(b"rows").hexdigest(),
        "rule": "build_table",
        "inputs": {"config/tables/movies.yaml": "aa"},
        "code": {"ayne.tables.table_builder": "2", "build_table.py": "1"},
        "packages": ("duckdb",),
        "parameters": (0.05,),
    }
    assert manifest.environment.packages == {"duckdb": "2.0.1"}


def test_the_database_whose_bytes_vary_is_an_input_without_a_hash(study):
    write_manifest(study)
    inputs = read_manifest(study).artifacts[MODEL].inputs
    assert inputs == {DATABASE: None, TABLE: sha256(b"rows").hexdigest()}


def test_where_a_study_is_is_no_parameter_of_what_a_copy_makes_anew(study, monkeypatch):
    monkeypatch.chdir(study)
    settings = {"feature_set": "pre_release", PLACE: str(study)}
    PartStore("log_runs").keep(Part("ridge", Path("log"), outputs=(Path(MODEL),), parameters=settings), began=1.0)
    write_manifest(study)
    assert read_manifest(study).artifacts[MODEL].parameters == ({"feature_set": "pre_release"},)


def test_what_was_edited_after_its_job_keeps_the_hash_of_the_job(study):
    write_manifest(study)
    (study / MODEL).write_bytes(b"{1}")
    record(study, TABLE, endtime=3.0)
    (study / TABLE).write_bytes(b"more rows")
    write_manifest(study)
    artifacts = read_manifest(study).artifacts
    assert artifacts[MODEL].sha256 == sha256(b"{}").hexdigest()
    assert artifacts[TABLE].sha256 == sha256(b"more rows").hexdigest()


def test_an_output_of_a_job_that_has_not_ended_is_left_out(study):
    folder = study / ".snakemake/incomplete"
    folder.mkdir()
    (folder / urlsafe_b64encode(MODEL.encode()).decode()).write_text("{}")
    write_manifest(study)
    assert sorted(read_manifest(study).artifacts) == [DATABASE, TABLE]


def test_the_next_run_makes_up_for_the_manifest_of_a_killed_one_and_for_no_other(study):
    resume_manifest(study)
    assert not (study / "results/manifest.json").exists()
    start_manifest(study)
    resume_manifest(study)
    assert len(read_manifest(study).artifacts) == 3
    (study / "results/manifest.json").unlink()
    resume_manifest(study)
    assert not (study / "results/manifest.json").exists()


@pytest.mark.parametrize(
    ("content", "message"), [(None, "there is no manifest"), ([], "not a manifest of this version")]
)
def test_what_is_no_manifest_is_named(tmp_path, content, message):
    path = tmp_path / "manifest.json"
    if content is not None:
        path.write_text(json.dumps(content))
    with pytest.raises(DataError, match=message):
        read_manifest(path)


def test_a_manifest_that_cannot_be_written_is_made_up_for_by_the_next_run(study):
    start_manifest(study)
    (study / "results/manifest.json").mkdir()
    assert "results/manifest.json cannot be written" in end_manifest(study)
    (study / "results/manifest.json").rmdir()
    assert resume_manifest(study) == ""
    assert len(read_manifest(study).artifacts) == 3
