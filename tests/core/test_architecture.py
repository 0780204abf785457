"""docs/architecture.md names folders and files: all of them are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scripts" / "ayne"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_every_package_has_its_line():
    tree = PAGE.partition("```\n")[2].partition("```")[0]
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} | {"sql"}
    assert packages == set(re.findall(r"(\w+)/(?= )", tree)) & packages


def test_every_file_it_names_is_there():
    # `sources/{source}/answers.py` stands for one of each source, data/ and results/ for what is built
    files = re.findall(r"`([\w/{}.]+\.(?:py|sql|yaml|j2))`", PAGE)
    named = [re.sub(r"\{\w+\}", "*", file) for file in files]
    missing = [name for name in named if not [*PACKAGE.glob(name), *ROOT.glob(name)]]
    assert len(files) > 25
    assert missing == []
