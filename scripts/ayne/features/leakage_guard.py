"""What a feature family can see of the database: no column that is known later than its own moment.

Each column of the database says when it is known, at the end of its comment. Tables that have later ones are
overlaid, while the family is built, by views that lack them, so that a query that reads one fails by its name.
`facts.sql` alone reads the grosses, past the views: it dates them, and records take them from the day they are known.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from ayne.database import DuckDBClient
from ayne.features.feature_dictionary import FEATURE_SETS

KNOWN_AT = re.compile(r"known at (\w+)\)$")
COLUMNS = """
SELECT database_name, table_name, column_name, coalesce(comment, '')
FROM duckdb_columns() SEMI JOIN duckdb_tables() USING (database_name, schema_name, table_name)
WHERE NOT internal AND database_name <> 'temp'
ORDER BY database_name, table_name, column_index
"""


@contextmanager
def only_known_at(db: DuckDBClient, moment: str) -> Iterator[dict[str, str]]:
    """Hide every column known later than `moment` during the `with`, which gets {table.column: its moment}."""
    hidden: dict[str, str] = {}
    visible: dict[tuple[str, str], list[str]] = defaultdict(list)
    for database, table, column, comment in db.connection.execute(COLUMNS).fetchall():
        known_at = KNOWN_AT.search(comment)
        is_later = known_at is not None and FEATURE_SETS.index(known_at[1]) > FEATURE_SETS.index(moment)
        if known_at and is_later:
            hidden[f"{table}.{column}"] = known_at[1]
            visible[database, table] += []
        else:
            visible[database, table].append(f'"{column}"')
    overlaid = {name.partition(".")[0] for name in hidden}
    for (database, table), columns in visible.items():
        if table in overlaid:
            names = ", ".join(columns) or "NULL AS nothing"
            db.connection.execute(f'CREATE TEMP VIEW "{table}" AS SELECT {names} FROM "{database}".main."{table}"')
    try:
        yield hidden
    finally:
        for table in overlaid:
            db.connection.execute(f'DROP VIEW temp."{table}"')
