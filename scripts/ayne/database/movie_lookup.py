"""Finds a movie by its id or its title."""

import duckdb

from ayne.core.errors import DataError

SHOWN = 8
# Of Jaro and Winkler's similarity, 0 to 1, from which a title is worth showing beside an unknown one.
NEAR = 0.85
LIKE = """
SELECT movie_id, title, year(release_date) FROM movies
WHERE contains(lower(title), lower($title)) OR jaro_winkler_similarity(lower(title), lower($title)) >= $near
ORDER BY contains(lower(title), lower($title)) DESC, jaro_winkler_similarity(lower(title), lower($title)) DESC, movie_id
"""


def find_movie(session: duckdb.DuckDBPyConnection, wanted: str) -> int:
    """Return the movie's id; an unknown movie or a title of several is a DataError that lists which it may be.

    A title counts without regard to case, as a whole or as a part that no other title has.
    """
    if wanted.isdecimal() and session.execute("FROM movies WHERE movie_id = ?", [int(wanted)]).fetchone():
        return int(wanted)
    same = "SELECT movie_id, title, year(release_date) FROM movies WHERE lower(title) = lower(?) ORDER BY movie_id"
    matches = session.execute(same, [wanted.strip()]).fetchall()
    matches = matches or session.execute(LIKE, {"title": wanted.strip(), "near": NEAR}).fetchall()
    if len(matches) == 1 and wanted.strip().lower() in matches[0][1].lower():
        return int(matches[0][0])
    raise DataError(_which(wanted, matches))


def _which(wanted: str, matches: list[tuple[int, str, int | None]]) -> str:
    if not matches:
        return f"the database has no movie {wanted!r}; is the year of its release in the catalogue?"
    lines = [f"  {movie_id:>8}  {title} ({year or 'undated'})" for movie_id, title, year in matches[:SHOWN]]
    more = [f"  and {len(matches) - SHOWN:,} more"] if len(matches) > SHOWN else []
    return "\n".join([f"no movie is {wanted!r} alone; give the id of the one you mean:", *lines, *more])
