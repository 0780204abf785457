"""Write docs/tables.md from the data dictionary: `uv run python scripts/build_tables_doc.py`."""

from pathlib import Path

from ayne.core.files import write_text
from ayne.tables.document import document_tables

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    views = ROOT / "scripts" / "ayne" / "sql" / "views"
    write_text(ROOT / "docs" / "tables.md", document_tables(ROOT / "config" / "tables", views))
