import json
import subprocess
import sys

import pytest

from ayne.core import code
from ayne.core.code import code_hashes

MODULES = {
    "build.py": "from ayne.tables import parse\n",
    "ayne/__init__.py": '"""The package."""\n',
    "ayne/tables/__init__.py": "",
    "ayne/tables/parse.py": "from ayne.units import usd\ndef rows():\n    import ayne.late\n    return usd(1)\n",
    "ayne/units.py": 'def usd(x):\n    """Whole dollars."""\n    return x\n',
    "ayne/late.py": "LATE = 1\n",
    "ayne/features/__init__.py": "",
    "ayne/features/money.py": "MONEY = 1\n",
    "ayne/unrelated.py": "OTHER = 1\n",
}


@pytest.fixture
def scripts(tmp_path):
    for name, text in MODULES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def hashes(scripts, *modules):
    code.code_hashes.cache_clear()
    code._facts.cache_clear()
    code._imports.cache_clear()
    code._others.cache_clear()
    return code_hashes(scripts, "build.py", *modules)


def test_every_module_behind_the_script_is_there(scripts):
    assert list(hashes(scripts)) == ["build.py", "ayne.late", "ayne.tables.parse", "ayne.units"]
    assert "ayne.features.money" in hashes(scripts, "ayne.features.money")


@pytest.mark.parametrize(
    ("module", "text", "changed"),
    [
        ("ayne/units.py", "def usd(x):\n    return x * 1000\n", ["ayne.units"]),
        ("ayne/late.py", "LATE = 2\n", ["ayne.late"]),
        ("ayne/units.py", '# why\ndef usd(x):\n    """Other words."""\n    return (x)\n', []),
        ("ayne/unrelated.py", "OTHER = 2\n", []),
        ("build.py", "from ayne.tables import parse\nparse.rows()\n", ["build.py"]),
    ],
)
def test_an_edit_changes_its_own_hash_only(scripts, module, text, changed):
    before = hashes(scripts)
    (scripts / module).write_text(text)
    after = hashes(scripts)
    assert [name for name in after if before[name] != after[name]] == changed


def test_imports_for_type_checkers_do_not_count(scripts):
    (scripts / "build.py").write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ayne import unrelated\n"
    )
    assert list(hashes(scripts)) == ["build.py"]


def test_what_was_read_is_remembered_until_the_file_changes(scripts, tmp_path_factory):
    file = tmp_path_factory.mktemp("cache") / "code.json"
    known = "import json, sys; from pathlib import Path; from ayne.core import code; code.remember(Path(sys.argv[1]));"
    command = [sys.executable, "-c", f"{known} print(json.dumps(code.code_hashes(Path(sys.argv[2]), 'build.py')))"]

    def run():
        return json.loads(subprocess.run([*command, file, scripts], capture_output=True, check=True, text=True).stdout)

    first, stamp = run(), file.stat().st_mtime_ns
    assert run() == first
    assert file.stat().st_mtime_ns == stamp
    (scripts / "ayne/units.py").write_text("def usd(x):\n    return x * 1000\n")
    assert [name for name, value in run().items() if first[name] != value] == ["ayne.units"]
