"""What the workflow says of a champion.json that it cannot use, and what it does where the champion is left out."""

import pytest

from ayne.core.files import read_json


def test_a_damaged_champion_is_a_short_message(project):
    (project.folder / "results/champion.json").write_text('{"model": "ridge"')
    done = project.snakemake("-n", "--configfile", "study.yaml", "--", "results/model")
    assert done.returncode == 1
    message = done.stdout + done.stderr
    assert "results/champion.json: it is no JSON (Expecting ',' delimiter: line 1 column 18" in message
    assert "Build it again: uv run snakemake --cores 8 results/champion.json --force" in message
    assert "Traceback" not in message
    assert len(message.splitlines()) < 8


@pytest.mark.slow
def test_a_damaged_champion_is_mended_by_the_command_of_the_message(project):
    champion = project.folder / "results/champion.json"
    before = read_json(champion)
    champion.write_text('{"model": "magic"}')
    project.build("--force", target="results/champion.json")
    assert read_json(champion) == before


@pytest.mark.slow
def test_without_the_champion_among_the_models_another_takes_over(project):
    champion = project.folder / "results/champion.json"
    incumbent = read_json(champion)["model"]
    (project.folder / "without.yaml").write_text(f"models: {{{incumbent}: null}}\n")
    project.build("without.yaml")
    assert read_json(champion)["model"] != incumbent
