"""Modules can be told apart by name, tests stand where the modules do, and what the Snakefile imports is light."""

import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "scripts" / "ayne"
# Alike by design: each source has the same modules, a section or figure of the report is
# called what it shows, an artifact what its file is.
ALIKE = ("sources", "report/sections", "report/figures", "artifacts", "cli")
# Folders of tests that stand for no package: what they share, runs of the whole workflow, the console's plugin.
OTHER_TESTS = {"fixtures", "workflow", "logger_plugin"}


def test_no_two_modules_have_one_name():
    places = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE)
        if path.stem != "__init__" and not module.as_posix().startswith(ALIKE):
            places[path.stem].append(module.as_posix())
    assert {name: modules for name, modules in places.items() if len(modules) > 1} == {}


def test_no_two_classes_have_one_name():
    places = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            places[name].append(path.relative_to(PACKAGE).as_posix())
    assert len(places) > 100
    assert {name: modules for name, modules in places.items() if len(modules) > 1} == {}


def test_each_folder_of_tests_is_a_package_s():
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    wrong = [str(folder) for folder in folders if not (PACKAGE / folder / "__init__.py").is_file()]
    assert sorted(set(wrong) - OTHER_TESTS) == []


@pytest.fixture(scope="module")
def contracts():
    """The contracts that `lint-imports` checks, by their id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def test_the_architecture_names_the_layers_of_the_contract(contracts):
    text = (ROOT / "docs" / "architecture.md").read_text()
    listed = [re.findall(r"`(\w+)`", line) for line in re.findall(r"^\d+\. (`.*)$", text, re.MULTILINE)]
    layers = [re.findall(r"\w+", layer) for layer in contracts["layers"]["layers"]]
    packages = [[name for name in layer if (PACKAGE / name / "__init__.py").is_file()] for layer in layers]
    assert [sorted(layer) for layer in listed] == [sorted(layer) for layer in packages if layer]


def test_what_the_workflow_imports_to_be_read_is_in_the_contract(contracts):
    text = "".join(path.read_text() for path in [ROOT / "Snakefile", *ROOT.glob("rules/*.smk")])
    imported = re.findall(r"^from ((?:ayne|snakemake_logger_plugin_ayne)[\w.]*) import", text, re.MULTILINE)
    assert sorted(set(imported)) == contracts["light"]["source_modules"]


READ = """
import importlib, sys
for module in sys.argv[1].split(","):
    importlib.import_module(module)
from ayne.models.estimator import load_estimator
for name in sys.argv[2].split(","):
    assert load_estimator(name).MODEL_FILE
print(*sys.modules)
"""


def test_what_the_workflow_imports_loads_no_heavy_package(contracts):
    """As it is, and with the models, which the rules look up by name."""
    models = [path.stem for path in (PACKAGE / "models" / "estimators").glob("[a-z]*.py")]
    command = [sys.executable, "-c", READ, ",".join(contracts["light"]["source_modules"]), ",".join(models)]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "pydantic" in loaded
    assert set(loaded) & set(contracts["light"]["forbidden_modules"]) == set()


def test_every_output_that_snakemake_reports_has_its_caption():
    rules = "".join(path.read_text() for path in sorted((ROOT / "rules").glob("*.smk")))
    named = re.findall(r'shown\(\s*f?"[^"]+",\s*"(\w+)"', rules)
    assert {"moved", "question", "upcoming"} <= set(named)
    assert sorted(set(named)) == sorted(path.stem for path in (ROOT / "rules" / "captions").glob("*.rst"))
