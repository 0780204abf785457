from pathlib import Path

import pytest
import yaml

from ayne.core.config import load_settings

STUDIES = Path(__file__).resolve().parents[2] / "config" / "studies"


@pytest.mark.parametrize("name", sorted(path.stem for path in STUDIES.glob("*.yaml")))
def test_a_study_to_start_from_is_valid(name, tmp_path, monkeypatch):
    monkeypatch.setenv("TMDB_API_KEY", "none")
    monkeypatch.setenv("OMDB_API_KEY", "none")
    study = yaml.safe_load((STUDIES / f"{name}.yaml").read_text())
    if name == "archive":
        (tmp_path / "tmdb").mkdir()
        (tmp_path / "tmdb/movies.jsonl.gz").touch()
        study["catalogue"]["archive"] = str(tmp_path)
    if name == "wikidata":
        study["sources"] = {"wikidata": {"contact": "me@example.org"}}
    settings = load_settings(study)
    assert settings.catalogue.source == study["catalogue"].get("source", "simulated")
