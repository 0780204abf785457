"""docs/tables.md is what the dictionary says."""

from pathlib import Path

import pytest

from ayne.tables.document import document_tables

ROOT = Path(__file__).resolve().parents[2]
VIEWS = ROOT / "scripts" / "ayne" / "sql" / "views"


@pytest.fixture(scope="module")
def page():
    return document_tables(ROOT / "config" / "tables", VIEWS)


def test_the_page_is_in_step_with_the_dictionary(page):
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert written == page, "run `uv run python scripts/build_tables_doc.py`"


def test_a_column_stands_with_its_unit_origin_and_range(page):
    line = (
        "| `runtime` | INTEGER | minute | `tmdb.runtime` | pre_release | 0 to … | Runtime; null where TMDB writes 0 |"
    )
    assert line in page.splitlines()


def test_a_column_of_a_view_stands_with_its_comment(page):
    assert "| `week_from` | Friday that begins the week |" in page.splitlines()


def test_a_changed_description_changes_the_page(page, tmp_path):
    path = ROOT / "config" / "tables" / "movies.yaml"
    (tmp_path / path.name).write_text(path.read_text().replace("description: English title", "description: Title"))
    changed = document_tables(tmp_path, VIEWS)
    assert "| `title` | VARCHAR |  | `catalogue.title` | greenlight |  | Title |" in changed.splitlines()
    assert "| `title` | VARCHAR |  | `catalogue.title` | greenlight |  | English title |" in page.splitlines()
