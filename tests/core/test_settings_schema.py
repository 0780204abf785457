import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from ayne.core.settings_schema import comments, settings_schema

CONFIG = Path(__file__).resolve().parents[2] / "config"
SCHEMA = settings_schema((CONFIG / "config.yaml").read_text(encoding="utf-8"))


def wrong(settings):
    return [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(settings)]


def test_the_schema_is_that_of_the_settings():
    written = json.loads((CONFIG / "settings.schema.json").read_text(encoding="utf-8"))
    assert written == SCHEMA, "run `uv run python scripts/build_settings_schema.py`"


@pytest.mark.parametrize("path", [*CONFIG.glob("*.yaml"), *CONFIG.glob("studies/*.yaml")], ids=lambda path: path.stem)
def test_every_file_of_settings_fits_it_and_names_it(path):
    text = path.read_text(encoding="utf-8")
    assert wrong(yaml.safe_load(text) or {}) == []
    schema = path.parent / text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert schema.resolve() == CONFIG / "settings.schema.json"


def test_an_editor_marks_what_the_workflow_would_refuse():
    assert wrong({"catalogue": {"sourcee": "live"}}) == [
        "Additional properties are not allowed ('sourcee' was unexpected)"
    ]
    assert wrong({"evaluation": {"walk_forward_years": 1}}) == ["1 is less than the minimum of 2"]
    assert wrong({"tmdb_api_key": "abc"}) == ["Additional properties are not allowed ('tmdb_api_key' was unexpected)"]
    assert wrong({"models": {"xgboost": None, "ridge": {"params": {"alpha": 1}}}}) == []


def test_a_key_is_described_by_its_comment():
    catalogue = SCHEMA["$defs"]["CatalogueSettings"]["properties"]
    assert catalogue["last_year"]["description"] == "last year of primary release; null is the year after the snapshot"
    text = "a:\n  b: 1                # one\n                      # two\n  # of c\n  c: 2\n"
    assert comments(text) == {("a", "b"): "one two"}
