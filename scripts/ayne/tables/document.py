"""docs/tables.md: the data dictionary and the views, as a page for people."""

import re
from pathlib import Path

from ayne.tables.table_dictionary import Column, Dictionary, load_dictionaries

INTRODUCTION = """\
# Tables of `data/movies.duckdb`

Written by `scripts/build_tables_doc.py` from `config/tables/*.yaml` and the comments of the views; edit those.
Unknown is null. An origin is `source.field`, or `table.column` where another table holds the value; *known at* is the
first moment at which a value can be known: greenlight, pre_release, opening_weekend, second_weekend, post_release.
"""
_COMMENT = re.compile(r"COMMENT ON (VIEW|COLUMN) (\S+) IS '((?:[^']|'')*)';")


def document_tables(dictionaries: Path, views: Path) -> str:
    """Return the page: each table with its grain, keys and columns, then each view, in the order of their names."""
    tables = load_dictionaries(dictionaries.glob("*.yaml"))
    parts = [INTRODUCTION, "## Tables\n", *(_table(name, table) for name, table in tables.items())]
    parts += ["## Views\n", *(_view(path) for path in sorted(views.glob("*.sql")))]
    return "\n".join(parts)


def _table(name: str, table: Dictionary) -> str:
    keys = f"Primary key: {', '.join(f'`{column}`' for column in table.primary_key)}. " if table.primary_key else ""
    foreign = "; ".join(f"`{column}` → `{target}`" for column, target in table.foreign_keys.items())
    facts = f"Grain: {table.grain}. {keys}" + (f"Foreign keys: {foreign}." if foreign else "")
    rows = [_column(column, rule) for column, rule in table.columns.items()]
    head = "| column | type | unit | origin | known at | values | description |\n|---|---|---|---|---|---|---|"
    return "\n".join([f"### {name}\n", f"{table.description}\n", f"{facts.strip()}\n", head, *rows, ""])


def _column(name: str, rule: Column) -> str:
    kind = rule.type if rule.nullable else f"{rule.type} not null"
    cells = (f"`{name}`", kind, rule.unit or "", f"`{rule.origin}`", rule.known_at, _values(rule), rule.description)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _values(rule: Column) -> str:
    if rule.allowed:
        return ", ".join(rule.allowed)
    if not rule.range:
        return ""
    low, high = ("…" if bound is None else str(bound) for bound in rule.range)
    return f"{low} to {high}"


def _view(path: Path) -> str:
    comments = [(place, text.replace("''", "'")) for _, place, text in _COMMENT.findall(path.read_text("utf-8"))]
    about = dict(comments).get(path.stem, "")
    rows = [f"| `{place.partition('.')[2]}` | {text} |" for place, text in comments if "." in place]
    return "\n".join([f"### {path.stem}\n", f"{about}\n", "| column | description |\n|---|---|", *rows, ""])
