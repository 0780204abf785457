import json
import re

import pytest
import yaml

from .conftest import ROOT, lay_out

RULES = sorted((ROOT / "rules").glob("*.smk"))
PAIR = re.compile(r'code\(\s*"(?P<code>\w+\.py)"|script:\s*"\.\./scripts/(?P<script>\w+\.py)"')


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_script_is_a_parameter_of_its_rule(path):
    """Snakemake's own trigger for scripts is off, as it goes by time stamps (profiles/default)."""
    found = [match.groupdict() for match in PAIR.finditer(path.read_text())]
    codes, scripts = ([pair[kind] for pair in found if pair[kind]] for kind in ("code", "script"))
    assert codes == scripts
    assert "run:" not in path.read_text()


@pytest.mark.parametrize(
    ("named", "target", "message"),
    [
        ("tables={previous_quality: nowhere}", "data/movies.duckdb", "tables.previous_quality: nowhere/counts.json"),
        ("forecasts={previous: nowhere}", "results/predictions/moved.csv", "forecasts.previous: nowhere/upcoming.csv"),
    ],
)
def test_missing_earlier_results_are_named_before_anything_runs(tmp_path, named, target, message):
    project = lay_out(tmp_path / "project")
    asked = ["--config", named, "--", target]
    done = project.snakemake("-n", "--configfile", "study.yaml", *asked)
    assert done.returncode == 1
    assert f"{message} is missing; name a folder with" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_a_study_without_omdb_as_of_today_is_built(tmp_path):
    project = lay_out(tmp_path / "project")
    (project.folder / "mine.yaml").write_text(
        "catalogue: {snapshot: today, first_year: 2022}\nsimulation: {movies: 300}\nsources: {omdb: null}\n"
    )
    asked = ["--configfile", "mine.yaml", "--", "results/questions/source_gaps.json", "results/features.html"]
    done = project.snakemake("--cores", "2", *asked)
    assert done.returncode == 0, done.stderr[-3000:]
    counts = json.loads((project.folder / "data/tables/counts.json").read_text())
    assert "omdb" not in counts
    assert counts["tmdb"]["kept"] > 250
    gaps = json.loads((project.folder / "results/questions/source_gaps.json").read_text())
    assert "OMDb" not in gaps["sentence"]


@pytest.mark.parametrize("name", ["slurm"])
def test_a_profile_for_elsewhere_holds_all_of_the_default_one(name):
    """Snakemake reads one or the other."""
    here, elsewhere = (
        yaml.safe_load((ROOT / "profiles" / profile / "config.yaml").read_text()) for profile in ("default", name)
    )
    here.pop("default-resources")
    assert here == {key: elsewhere.get(key) for key in here}
