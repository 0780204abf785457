import pytest
from typer.testing import CliRunner

from ayne.cli import app
from ayne.core.bucket import remember_bucket
from ayne.provenance.diff import diff
from ayne.provenance.manifest import read_manifest, write_manifest

from .conftest import DATABASE, MODEL, TABLE


@pytest.fixture
def manifest(study):
    write_manifest(study)
    return read_manifest(study)


def ayne(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_tree_as_it_was_built_is_said_to_be_so(study, manifest):
    (study / "data/journal").mkdir()
    (study / "data/journal/tmdb.jsonl").write_text("")
    done = ayne("verify", "--directory", study)
    assert (done.exit_code, done.output) == (0, "all 3 artifacts are as they were built\n")


def test_of_a_study_in_a_bucket_what_was_not_read_here_is_counted_and_said_how_to_fetch(study, manifest):
    remember_bucket("s3://movies/mine", study)
    (study / TABLE).unlink()
    done = ayne("verify", "--directory", study)
    assert done.exit_code == 0
    assert done.output.startswith(
        "all 2 artifacts are as they were built\n1 more were not read here. This study's files"
    )
    fetch = (
        "snakemake --workflow-profile profiles/s3 --default-storage-prefix s3://movies/mine --cores 2 -- fetch_study"
    )
    assert fetch in done.output
    remember_bucket(None, study)
    assert ayne("verify", "--directory", study).exit_code == 1


def test_what_differs_is_named_with_the_command_that_mends_it(study, manifest):
    (study / MODEL).write_bytes(b"[]")  # as long as before
    (study / TABLE).unlink()
    (study / "results/notes.txt").write_text("mine")
    done = ayne("verify", "--directory", study)
    assert done.exit_code == 1
    assert done.output.splitlines() == [
        f"edited   {MODEL}: not as its job made it",
        f"         uv run snakemake --cores 8 --force {MODEL}",
        f"missing  {TABLE}: made once, and gone",
        f"         uv run snakemake --cores 8 {TABLE}",
        "extra    results/notes.txt: made by no job that is known",
        "         rm results/notes.txt",
    ]


def test_without_a_manifest_the_message_is_short(tmp_path):
    done = ayne("verify", "--directory", tmp_path)
    assert done.exit_code == 1
    assert "Traceback" not in done.output


def edited(manifest, path, **changes):
    entry = manifest.artifacts[path].model_copy(update={"sha256": "other"} | changes)
    return manifest.model_copy(update={"artifacts": manifest.artifacts | {path: entry}})


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"inputs": {TABLE: "cc", DATABASE: None}}, f"inputs: {TABLE}"),
        (
            {"code": {"fit_model.py": "4", "ayne.models.estimators.ridge": "5"}},
            "code: ayne.models.estimators.ridge, fit_model.py",
        ),
        ({"parameters": (8,)}, "parameters: 7 | 8"),
        ({}, "same inputs, parameters, code and packages: made on another system, or edited by hand"),
    ],
)
def test_a_difference_is_explained(manifest, changes, why):
    (difference,) = diff(manifest, edited(manifest, MODEL, **changes))
    assert (difference.path, difference.why, difference.expected) == (MODEL, why, False)


def test_an_input_whose_hash_one_study_does_not_know_explains_nothing(manifest):
    inputs = dict.fromkeys(manifest.artifacts[MODEL].inputs)
    (difference,) = diff(manifest, edited(manifest, MODEL, inputs=inputs))
    assert difference.why == "same inputs, parameters, code and packages: made on another system, or edited by hand"


def test_an_upgrade_explains_what_uses_the_package(manifest):
    upgraded = manifest.environment.model_copy(update={"packages": {"duckdb": "2.1"}})
    other = edited(edited(manifest, TABLE), MODEL).model_copy(update={"environment": upgraded})
    whys = {difference.path: difference.why for difference in diff(manifest, other)}
    assert whys[TABLE] == "packages: duckdb"
    assert whys[MODEL].startswith("same inputs")


def test_the_databases_bytes_are_expected_to_differ(study, manifest):
    (difference,) = diff(manifest, edited(manifest, DATABASE))
    assert difference.expected
    assert "digest" in difference.why


def test_the_command_compares_two_trees_and_fails_only_for_what_must_not_differ(study, manifest, tmp_path):
    assert ayne("diff", study, study).output == "0 of 3 artifacts differ\n"
    other = tmp_path / "other.json"
    edited(manifest, MODEL, parameters=(8,)).write(other)
    done = ayne("diff", study, other)
    assert done.exit_code == 1
    assert done.output.splitlines() == [f"{MODEL}: parameters: 7 | 8", "1 of 3 artifacts differ"]
