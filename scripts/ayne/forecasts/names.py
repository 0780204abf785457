"""Names to the ids that the database knows them by, without regard to case and accents; unknown ones are said."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ayne.core.errors import DataError
from ayne.database import DuckDBClient

SQL_FOLDER = Path(__file__).parents[1] / "sql" / "forecasts"
# Of Jaro and Winkler's similarity, 0 to 1, from which a name is worth showing beside an unknown one.
NEAR = 0.87
NEAR_NAMES = 3


@dataclass(frozen=True)
class Kind:
    """What is looked up: `said` names it, `query` is a file of `sql/forecasts`, `role` its parameters, if any."""

    said: str
    query: str
    unknown: str
    role: tuple[str | None, ...] = ()


DIRECTOR = Kind("director", "people", "a debut", ("Director", None))
WRITER = Kind("writer", "people", "a debut", (None, "Writing"))
ACTOR = Kind("actor", "people", "a debut", (None, "Acting"))
COMPANY = Kind("company", "companies", "a new company")
COLLECTION = Kind("collection", "collections", "the first of its series")


class Names:
    """The names of one database; `notes` gathers what a user should know about how they were understood."""

    def __init__(self, db: DuckDBClient) -> None:
        """Prepare the connection; nothing is read yet."""
        self._session = db.connection
        self._session.execute((SQL_FOLDER / "macros.sql").read_text(encoding="utf-8"))
        self.notes: list[str] = []

    def find(self, kind: Kind, name: str) -> Any:
        """Return the id of a name or id, of several alike the one with most movies in that role; None if unknown."""
        query = (SQL_FOLDER / f"{kind.query}.sql").read_text(encoding="utf-8")
        found = self._session.execute(
            f"SELECT id, name, movies FROM ({query}) WHERE plain IN (plain_name(?), series_name(?)) "
            "OR id::VARCHAR = ? ORDER BY movies DESC, id",
            [*kind.role, name, name, name],
        ).fetchall()
        if not found:
            self._say_unknown(kind, name, query)
            return None
        if len(found) > 1:
            others = ", ".join(str(row[0]) for row in found[1 : NEAR_NAMES + 1])
            chosen = f"{found[0][0]} with {found[0][2]} movies counts; for another, write {others}"
            self.notes.append(f"{kind.said} {name}: {len(found)} of that name; {chosen}")
        elif kind.role and found[0][2] == 0:
            self.notes.append(f"{kind.said} {name}: known, but not as {kind.said} so far: {kind.unknown}")
        return found[0][0]

    def code(self, field: str, table: str, column: str, value: str) -> Any:
        """Return the id of a genre, country or language by its name or code; `DataError` names the right ones."""
        found = self._session.execute(
            f"SELECT {column} FROM {table} "
            f"WHERE plain_name(name) = plain_name(?) OR lower({column}::VARCHAR) = lower(?) ORDER BY {column}",
            [value, value],
        ).fetchone()
        if found:
            return found[0]
        near = self._near(f"SELECT name, plain_name(name) AS plain, 0 AS movies FROM {table}", (), value, 0.7)
        hint = f"did you mean {' or '.join(near)}?" if near else "there is none like it in the database"
        raise DataError(f"{field}: {value!r} is unknown; {hint}")

    def _say_unknown(self, kind: Kind, name: str, query: str) -> None:
        near = self._near(query, kind.role, name, NEAR)
        hint = f"; names like it: {', '.join(near)}" if near else ""
        self.notes.append(f"{kind.said} {name}: not in the database, taken for {kind.unknown}{hint}")

    def _near(self, query: str, role: Sequence[str | None], name: str, least: float) -> list[str]:
        rows = self._session.execute(
            f"SELECT name FROM ({query}) WHERE jaro_winkler_similarity(plain, plain_name(?)) >= ? "
            f"ORDER BY jaro_winkler_similarity(plain, plain_name(?)) DESC, movies DESC, name LIMIT {NEAR_NAMES}",
            [*role, name, least, name],
        ).fetchall()
        return [row[0] for row in rows]
