"""The package's modules can be told apart by name, and the tests stand where the package's modules do."""

from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "scripts" / "ayne"
# Alike by design: each source has the same modules, a section of the report is called what it shows.
ALIKE = ("sources", "report/sections", "cli")
# Folders of tests that stand for no package: what they share, runs of the whole workflow, the console's plugin.
OTHER_TESTS = {"fixtures", "workflow", "logger_plugin"}


def test_no_two_modules_have_one_name():
    places = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE)
        if path.stem != "__init__" and not module.as_posix().startswith(ALIKE):
            places[path.stem].append(module.as_posix())
    assert {name: modules for name, modules in places.items() if len(modules) > 1} == {}


def test_each_folder_of_tests_is_a_package_s():
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    wrong = [str(folder) for folder in folders if not (PACKAGE / folder / "__init__.py").is_file()]
    assert sorted(set(wrong) - OTHER_TESTS) == []
