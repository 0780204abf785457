from pathlib import Path

import pytest

from ayne.core.errors import DataError
from ayne.report import figures, sections
from ayne.report.inputs import reads_of, report_inputs
from ayne.report.plugins import load_modules

PACKAGES = [figures, sections]


@pytest.mark.parametrize("package", PACKAGES)
def test_what_a_module_declares_is_read_without_importing_it(package):
    modules = load_modules(package)
    assert len(modules) > 10
    for name, module in modules.items():
        assert reads_of(Path(module.__file__)) == list(module.READS), name


def test_a_module_without_a_declaration_is_named(tmp_path):
    (tmp_path / "mine.py").write_text("PLACE = 1\n")
    with pytest.raises(DataError, match=r"mine\.py: READS is missing"):
        reads_of(tmp_path / "mine.py")


def test_a_section_sees_the_files_that_it_declares_and_no_other():
    inputs = report_inputs({"champion": "champion.json", "metrics": ["ridge/metrics.json"]}.items(), {})
    assert inputs["champion"] == Path("champion.json")
    assert inputs.by_model("metrics") == {"ridge": Path("ridge/metrics.json")}
    with pytest.raises(KeyError, match="metrics"):
        inputs.only(["champion"]).by_model("metrics")


def test_sections_stand_in_their_own_places_each_with_its_template():
    modules = load_modules(sections)
    places = [module.PLACE for module in modules.values()]
    assert len(set(places)) == len(places)
    parts = Path(sections.__file__).parents[1] / "parts"
    assert all((parts / f"{name}.html.j2").is_file() for name in modules)
