"""The rest of the staleness matrix: a change, and the jobs that Snakemake really ran after it."""

import shutil
from base64 import urlsafe_b64encode
from importlib.metadata import version

import pytest
from typer.testing import CliRunner

from ayne.cli import app

from .conftest import lay_out
from .test_staleness import FAMILIES, TO_MODEL, ran

pytestmark = pytest.mark.slow
TO_DATABASE = ["build_rejected", "check_quality", "build_database"]
PEOPLE = "results/features/families/pre_release/people.parquet"


def upgrade(project, package: str, release: str) -> None:
    """Put another version of a package before the installed one, as importlib.metadata sees it."""
    folder = project.folder / "scripts" / f"{package.replace('-', '_')}-{release}.dist-info"
    folder.mkdir()
    needs = "Requires-Dist: numpy\nRequires-Dist: scipy\nRequires-Dist: joblib\nRequires-Dist: threadpoolctl\n"
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {release}\n{needs}")


def reasons(project, *arguments: str) -> str:
    return project.snakemake("-n", "--configfile", "study.yaml", *arguments, "--", "results/model").stdout


def ayne(project, *arguments: str) -> str:
    return CliRunner().invoke(app, [*arguments, "--directory", str(project.folder)]).output


def test_another_scikit_learn_refits_what_uses_it_and_parses_nothing(project):
    upgrade(project, "scikit-learn", "99.0")
    assert f"package scikit-learn: {version('scikit-learn')} → 99.0" in reasons(project)
    assert ran(project.build()) == sorted(TO_MODEL)


def test_a_dictionary_reruns_its_table_and_what_follows(project):
    project.edit("config/tables/genres.yaml", "TMDB's genres (", "The genres of TMDB (")
    jobs = project.build(target="data/movies.duckdb")
    assert ran(jobs) == sorted(["build_table", *TO_DATABASE])


def test_a_script_reruns_its_rule_and_what_follows(project):
    project.edit("scripts/build_features.py", "write_parquet(features,", "write_parquet(features.head(10**9),")
    assert "code changed: build_features.py" in reasons(project)
    assert ran(project.build(target="results/features/pre_release.parquet")) == ["build_features"]


def test_a_familys_own_module_reruns_that_family(project):
    project.edit("scripts/ayne/features/people.py", "def build(", "SPARE = 1\n\n\ndef build(")
    assert ran(project.build(target=PEOPLE)) == [FAMILIES]
    assert project.parts_built(FAMILIES, "pre_release") == ["pre_release/people"]


def test_the_next_day_in_a_simulated_world_is_another_world(project):
    said = reasons(project, "--config", 'catalogue={snapshot: "2022-07-01"}')
    assert "snapshot: 2022-06-30 → 2022-07-01" in said
    jobs = project.build("--config", 'catalogue={snapshot: "2022-07-01"}', target="data/raw/omdb/movies/2019.jsonl.gz")
    assert set(jobs) == {"build_world", "collect_tmdb", "collect_source"}


def test_a_deleted_result_is_made_again_and_nothing_else(project):
    (project.folder / "results/model/features.json").unlink()
    assert ran(project.build()) == ["results/model"]


def test_a_deleted_file_that_nothing_needs_waits_until_something_does(project):
    table = "data/tables/genres.parquet"
    (project.folder / table).unlink()
    assert project.build() == []
    assert f"missing  {table}" in ayne(project, "verify")
    assert project.build(target=table) == ["build_table"]
    assert project.build() == []
    assert "as they were built" in ayne(project, "verify")


def test_an_output_edited_by_hand_is_named_and_mended_and_nothing_follows(project):
    table = project.folder / "data/tables/genres.parquet"
    table.write_bytes(table.read_bytes() + b"by hand")
    said = ayne(project, "verify")
    assert "edited   data/tables/genres.parquet" in said
    assert "uv run snakemake --cores 8 --force data/tables/genres.parquet" in said
    assert project.build("--force", target="data/tables/genres.parquet") == ["build_table"]
    assert "as they were built" in ayne(project, "verify")
    assert project.build() == []


def test_an_interrupted_job_runs_again(project):
    """Its parts are put back as they were kept; nothing is fitted again."""
    for path in (project.folder / "results/models/ridge").iterdir():
        if path.name != "run.json":
            name = f"results/models/ridge/{path.name}".encode()
            (project.folder / ".snakemake/incomplete" / urlsafe_b64encode(name).decode()).write_text("{}")
    model = project.folder / "results/models/ridge/model.joblib"
    whole = model.read_bytes()
    model.write_bytes(b"half")
    assert ran(project.build()) == sorted(TO_MODEL)
    assert project.parts_built("fit_model") == []
    assert model.read_bytes() == whole


def test_an_edit_that_is_undone_fits_and_logs_nothing(project):
    models = project.folder / "results/models"
    fits, runs = (sorted(models.glob(f"*/{name}")) for name in ("SHA256SUMS", "run.json"))
    # The project was built in another folder, as a study of its own.
    project.build("--config", "seed=7")
    project.build()
    before = [path.read_bytes() for path in (*fits, *runs)]
    project.build("--config", "seed=7")
    assert [path.read_bytes() for path in fits] != before[: len(fits)]
    assert ran(project.build()) == sorted(TO_MODEL)
    assert project.parts_built("fit_model") == []
    assert [path.read_bytes() for path in (*fits, *runs)] == before
    assert "as they were built" in ayne(project, "verify")
    assert project.build() == []


def test_a_fresh_clone_beside_existing_data_has_nothing_to_do(project, tmp_path):
    clone = lay_out(tmp_path / "clone")
    for part in ("data", "results", "logs", "mlflow.db", ".snakemake"):
        shutil.move(project.folder / part, clone.folder / part)
    assert clone.build() == []
