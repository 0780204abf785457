import re

import pytest

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


def test_a_missing_earlier_quality_is_named_before_anything_runs(tmp_path):
    project = lay_out(tmp_path / "project")
    asked = ["--config", "tables={previous_quality: nowhere}", "--", "data/movies.duckdb"]
    done = project.snakemake("-n", "--configfile", "study.yaml", *asked)
    assert done.returncode == 1
    assert "tables.previous_quality: nowhere/counts.json is missing; name a folder with" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
