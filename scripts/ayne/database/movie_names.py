"""The people, companies and series that a movie names, by the roles of the features."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from ayne.database import DuckDBClient

NAMES_SQL = Path(__file__).parents[1] / "sql" / "forecasts" / "named_in_movies.sql"
Names = Mapping[int, Mapping[str, Sequence[str]]]


def names_of(database: Path, movie_ids: Sequence[int]) -> Names:
    """Return by movie whom and what it names, by role, in the order of the credits."""
    with DuckDBClient(database, threads=1) as db:
        rows = db.connection.execute(NAMES_SQL.read_text(encoding="utf-8"), {"movies": list(movie_ids)}).fetchall()
    names: defaultdict[int, dict[str, Sequence[str]]] = defaultdict(dict)
    for movie_id, role, named in rows:
        names[movie_id][role] = named
    return names
