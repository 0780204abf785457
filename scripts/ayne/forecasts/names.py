"""Names to the ids that the database knows them by, without regard to case and accents; unknown ones are said."""

import re
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from ayne.core.errors import FieldError
from ayne.database import DuckDBClient

SQL_FOLDER = Path(__file__).parents[1] / "sql" / "forecasts"
# Of Jaro and Winkler's similarity, 0 to 1, from which a name is worth showing beside an unknown one.
NEAR = 0.87
NEAR_NAMES = 3
CACHED = 10_000
# A name of ASCII's letters and signs, with single blanks between them.
SIMPLE = r"\A[!-~]+( [!-~]+)*\z"
# Letters that are no others with an accent.
PLAIN_LETTERS = str.maketrans("øłđð\N{LATIN SMALL LETTER DOTLESS I}", "olddi") | {ord("ß"): "ss"}
# What TMDB puts behind the name of a series.
COLLECTION_WORD = re.compile(r" collection$")


@dataclass(frozen=True)
class Kind:
    """What is looked up: `noun` names it, `query` is a file of `sql/forecasts`, `role` its column of movie counts."""

    noun: str
    query: str
    unknown: str
    role: str


DIRECTOR = Kind("director", "people", "a debut", "director")
WRITER = Kind("writer", "people", "a debut", "writer")
ACTOR = Kind("actor", "people", "a debut", "actor")
COMPANY = Kind("company", "companies", "a new company", "company")
COLLECTION = Kind("collection", "collections", "the first of its series", "collection")
QUERIES = ("people", "companies", "collections")
CODES = {
    "genres": ("genres", "genre_id"),
    "countries": ("countries", "country_code"),
    "languages": ("languages", "language_code"),
}
# What people and OMDb write for another name.
OTHER_NAMES = {
    "genres": dict.fromkeys(("sci-fi", "scifi", "sci fi"), "science fiction"),
    "countries": {
        **dict.fromkeys(("usa", "u.s.", "u.s.a.", "united states"), "us"),
        **dict.fromkeys(("uk", "u.k.", "great britain"), "gb"),
    },
}
# Of a kind with no more than so many, all are told where none is like what was asked for.
FEW = 25


@dataclass(frozen=True)
class Known:
    """Somebody or something with a name: `movies` by role."""

    id: Any
    name: str
    movies: Mapping[str, int]


@dataclass(frozen=True)
class Match:
    """What a name stands for, None where the database has none like it; `note` is what a user should know about it."""

    known: Known | None
    note: str | None = None


class Index:
    """All names of one query, in memory: each row's `Known` is made when somebody asks for it."""

    def __init__(self, rows: pl.DataFrame) -> None:
        """`rows` have `id`, `name` and a number of movies for each role."""
        self._ids, self._names = rows["id"].to_list(), rows["name"].to_list()
        self._movies = {role: rows[role].to_list() for role in rows.columns[2:]}
        self._by_id = {str(one): row for row, one in enumerate(self._ids)}
        plain = _plain_names(rows["name"])
        self._by_name: dict[str, list[int]] = defaultdict(list)
        for row, name in enumerate(plain):
            self._by_name[name].append(row)
            # A series also without TMDB's word behind its name.
            if COLLECTION.role in self._movies and (short := COLLECTION_WORD.sub("", name)) != name:
                self._by_name[short].append(row)
        self.table = rows.with_columns(plain=pl.Series(plain, dtype=pl.String))

    def with_id(self, text: str) -> list[Known]:
        """Return what has this id, if anything does."""
        return self._known([self._by_id[text]] if text in self._by_id else [])

    def named(self, plain: str) -> list[Known]:
        """Return all of this name, by their ids."""
        return self._known(self._by_name.get(plain, []))

    def beginning(self, plain: str) -> list[Known]:
        """Return what has a word that begins so, each once."""
        matches = [rows for name, rows in self._by_name.items() if name.startswith(plain) or f" {plain}" in name]
        return self._known(list(dict.fromkeys(row for rows in matches for row in rows)))

    def _known(self, rows: list[int]) -> list[Known]:
        return [
            Known(self._ids[row], self._names[row], {role: counts[row] for role, counts in self._movies.items()})
            for row in rows
        ]


class Names:
    """The names of one database, in memory; safe to share between threads."""

    def __init__(self, db: DuckDBClient) -> None:
        """Read every name; the database is not needed afterwards."""
        self._indexes = {
            query: Index(db.query((SQL_FOLDER / f"{query}.sql").read_text(encoding="utf-8"))) for query in QUERIES
        }
        self.codes = {
            field: dict(db.query(f"SELECT {column}, name FROM {table} ORDER BY {column}").rows())
            for field, (table, column) in CODES.items()
        }
        self._lock = threading.Lock()
        self.near = lru_cache(maxsize=CACHED)(self._find_near)

    def find(self, kind: Kind, name: str) -> Match:
        """Look a name or an id up; of several alike the one with most movies in that role counts."""
        index = self._indexes[kind.query]
        plain = plain_name(name)
        candidates = index.with_id(name) or index.named(plain)
        if not candidates and kind.query == "people":
            # "Lee, Ann"
            candidates = index.named(" ".join(part.strip() for part in reversed(plain.split(","))))
        if not candidates:
            near = self.near(kind, name)
            hint = f"; names like it: {', '.join(near)}" if near else ""
            return Match(None, f"{kind.noun} {name}: not in the database, taken for {kind.unknown}{hint}")
        first, *others = sorted(candidates, key=lambda one: -one.movies[kind.role])
        # OMDb does not tell two people of one name apart: what only it names is nobody else.
        others = [one for one in others if not str(one.id).startswith("omdb:")]
        if others:
            ids = ", ".join(str(one.id) for one in others[:NEAR_NAMES])
            chosen = f"{first.id} with {first.movies[kind.role]} movies counts; for another, write {ids}"
            return Match(first, f"{kind.noun} {name}: {1 + len(others)} of that name; {chosen}")
        if kind.query == "people" and not first.movies[kind.role]:
            return Match(first, f"{kind.noun} {name}: known, but not as {kind.noun} so far: {kind.unknown}")
        return Match(first)

    def code(self, field: str, value: str) -> Any:
        """Return the id of a genre, country or language by its name or code; `FieldError` names the right ones."""
        plain = plain_name(value)
        plain = OTHER_NAMES.get(field, {}).get(plain, plain)
        for code, name in self.codes[field].items():
            if plain in {plain_name(name or ""), str(code).lower()}:
                return code
        by_plain = {plain_name(name): name for name in self.codes[field].values() if name}
        near = [by_plain[one] for one in get_close_matches(plain, by_plain, n=NEAR_NAMES)]
        hint = f"did you mean {' or '.join(near)}?" if near else "there is none like it in the database"
        if not near and len(by_plain) <= FEW:
            hint = f"there are {', '.join(sorted(by_plain.values()))}"
        raise FieldError(field, value, f"is unknown; {hint}")

    def _find_near(self, kind: Kind, name: str) -> list[str]:
        """Return names that an unknown one may be a misspelling of, the likeliest first."""
        with self._lock:
            rows = self._near.execute(
                f"SELECT name FROM {kind.query} WHERE jaro_winkler_similarity(plain, $plain) >= $near "
                f"ORDER BY jaro_winkler_similarity(plain, $plain) DESC, {kind.role} DESC, name LIMIT {NEAR_NAMES}",
                {"plain": plain_name(name), "near": NEAR},
            ).fetchall()
        return [row[0] for row in rows]

    def complete(self, kind: Kind, text: str, most: int) -> list[Known]:
        """Return what has a word that begins as `text` does, those with most movies in the role first."""
        candidates = self._indexes[kind.query].beginning(plain_name(text))
        return sorted(candidates, key=lambda one: (-one.movies[kind.role], one.name, str(one.id)))[:most]

    @cached_property
    def _near(self) -> duckdb.DuckDBPyConnection:
        session = duckdb.connect(config={"threads": 1})
        for query, index in self._indexes.items():
            session.register("names", index.table)
            session.execute(f"CREATE TABLE {query} AS FROM names")
            session.unregister("names")
        return session


def _plain_names(names: pl.Series) -> list[str]:
    """Spell many names as `plain_name` does: most need small letters only."""
    small = zip(names, names.str.to_lowercase(), names.str.contains(SIMPLE), strict=True)
    return [lower if is_simple else plain_name(name) for name, lower, is_simple in small]


def plain_name(name: str) -> str:
    """Spell a name so that case, accents and blanks do not matter: `Beyoncé  Knowles` is `beyonce knowles`."""
    if not name.isascii():
        bare = unicodedata.normalize("NFD", name.lower().translate(PLAIN_LETTERS))
        name = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(name.lower().split())
