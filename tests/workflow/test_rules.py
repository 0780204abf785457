import re

import pytest

from .conftest import ROOT

RULES = sorted((ROOT / "rules").glob("*.smk"))
PAIR = re.compile(r'code\(\s*"(?P<code>\w+\.py)"|script:\s*"\.\./scripts/(?P<script>\w+\.py)"')


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_every_script_is_a_parameter_of_its_rule(path):
    """Snakemake's own trigger for scripts is off, as it goes by time stamps (profiles/default)."""
    found = [match.groupdict() for match in PAIR.finditer(path.read_text())]
    codes, scripts = ([pair[kind] for pair in found if pair[kind]] for kind in ("code", "script"))
    assert codes == scripts
    assert "run:" not in path.read_text()
