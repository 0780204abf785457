import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from ayne.core import code, packages
from ayne.core.code import code_hashes
from ayne.core.packages import package_versions

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def reached(script, *modules):
    return {name.removeprefix("package ") for name in code_hashes(SCRIPTS, script, *modules) if "package " in name}


def test_a_fit_reaches_what_its_packages_require_and_parsing_does_not():
    assert {"scikit-learn", "scipy", "numpy"} <= reached("fit_model.py", "ayne.models.estimators.ridge")
    assert reached("parse_raw.py").isdisjoint({"scikit-learn", "scipy", "xgboost"})
    assert "duckdb" in reached("parse_raw.py")
    boosting, ridge = (reached("fit_model.py", f"ayne.models.estimators.{name}") for name in ("xgboost", "ridge"))
    assert "xgboost" in boosting - ridge


def test_a_fit_is_not_repeated_for_figures_nor_a_choice_for_what_fits():
    assert "matplotlib" not in reached("fit_model.py", "ayne.models.estimators.ridge")
    assert reached("choose_champion.py") <= {"numpy", "polars", "polars-runtime-32"}


def test_what_only_shows_or_asks_does_not_count():
    assert package_versions(["mlflow", "httpx", "rich", "json", "ayne_nowhere"]) == {}


def test_an_upgrade_changes_its_package_only(tmp_path, monkeypatch):
    before = package_versions(["sklearn"])
    folder = tmp_path / "scikit_learn-99.0.dist-info"
    folder.mkdir()
    requires = "".join(f"Requires-Dist: {name}\n" for name in ("numpy", "scipy", "joblib", "threadpoolctl"))
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: scikit-learn\nVersion: 99.0\n{requires}")
    monkeypatch.syspath_prepend(tmp_path)
    forget()
    after = package_versions(["sklearn"])
    assert {name: after[name] for name in after if after[name] != before.get(name)} == {"scikit-learn": "99.0"}
    monkeypatch.undo()
    forget()


def forget():
    for function in (packages._closure, packages._distribution, code.code_hashes):
        function.cache_clear()


@pytest.mark.slow
def test_every_import_is_found_as_the_package_that_provides_it():
    trees = [ast.parse(path.read_text()) for path in SCRIPTS.rglob("*.py")]
    names = {name.split(".")[0] for tree in trees for name in code._named(tree)}
    providers = packages_distributions()
    for name in names - set(sys.stdlib_module_names) - {"ayne", "snakemake_logger_plugin_ayne"}:
        found = packages._canonical(packages.DISTRIBUTIONS.get(name, name))
        assert found in {packages._canonical(provider) for provider in providers.get(name, [])}, name
