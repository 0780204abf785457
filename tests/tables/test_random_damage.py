"""Raw lines are damaged at random: the build completes, and what is not damaged is as it was.

A damaged record has an entry in `rejected` that a clean build does not have, or its damage is harmless: the record
reads as the same values (a blank between tokens, a key that no table reads, `"8"` for 8). What no reader can see is no
damage here: another value of the right type, a value gone, a line gone.
"""

import json
import re
from datetime import date
from functools import cached_property
from itertools import groupby

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ayne.simulation.world import generate_years
from ayne.tables.rejected import SourceFiles, build_rejected

KEYS = {"tmdb": "movie_id", "omdb": "imdb_id"}
WRONG_TYPES = {
    str: [True, 7, 17.5, ["text"], {"name": "text"}],
    bool: ["text", 7, ["text"], {"name": "text"}],
    int: [True, "text", "17.5 min", ["text"], {"name": "text"}, str],
    float: [True, "text", ["text"], {"name": "text"}, str],
    list: ["text", 7, True, {"name": "text"}],
    dict: ["text", 7, True, ["text"], []],
}
# Of a company or a person that movies spell differently the newest movie's spelling counts, which may be a damaged one.
SPELLED_BY_THE_NEWEST = {"companies", "people"}
HUGE = [f"{sign}{digits}" for sign in ("", "-") for digits in ("9" * 19, "1" + "0" * 40, "7" * 5000, "1e400", "1e308")]
INVALID_UTF8 = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x80"]


class Text(str):
    """JSON text that stands for itself."""

    __slots__ = ()


def dumps(value):
    """JSON of a value with `Text` in it; an object may be a list of pairs in a tuple."""
    if isinstance(value, Text):
        return str(value)
    if isinstance(value, dict):
        value = tuple(value.items())
    if isinstance(value, tuple):
        return "{" + ",".join(f"{json.dumps(key)}:{dumps(part)}" for key, part in value) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dumps, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def places(value, kinds, path=()):
    """Paths to the parts of a record that are of one of `kinds`; of a list those in its first and last entry."""
    if path and type(value) in kinds:
        yield path
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list) and value:
        inner = {0: value[0], len(value) - 1: value[-1]}.items()
    else:
        inner = ()
    for key, part in inner:
        yield from places(part, kinds, (*path, key))


def part_at(record, path):
    for key in path:
        record = record[key]
    return record


def damaged(line, dice):
    """A raw line after one damage: bytes of one line, or of two where a line end came in."""
    at = dice.randrange(1, len(line))
    kind = dice.choice(["cut", "bytes", "control", "part", "part", "part", "part", "part"])
    if kind == "cut":
        return line[:at]
    if kind == "part":
        return with_damaged_part(json.loads(line), dice)
    return line[:at] + (dice.choice(INVALID_UTF8) if kind == "bytes" else bytes([dice.randrange(32)])) + line[at:]


def with_damaged_part(record, dice):
    """The line of a record of which one part is of another type, nested, huge, there twice, or has a control letter."""
    kind = dice.choice(["escape", "huge", "twice", "nesting", "type"])
    kinds = {"escape": {str}, "huge": {int, float}, "twice": {dict}, "nesting": {str, int, list, dict}}
    path = dice.choice(list(places(record, kinds.get(kind, WRONG_TYPES.keys()))))
    part = part_at(record, path)
    if kind == "escape":
        other = part + chr(dice.choice([*range(9), 11, 12, *range(14, 32)]))
    elif kind == "huge":
        other = Text(dice.choice(HUGE))
    elif kind == "nesting":
        depth = dice.choice([1, 3, 500, 100_000])
        other = Text("[" * depth + dumps(part) + "]" * depth)
    elif kind == "twice":
        pairs = list(part.items()) or [("id", 1)]
        key, value = dice.choice(pairs)
        pairs.insert(dice.randrange(len(pairs) + 1), (key, dice.choice(["text", 7, None, value])))
        other = tuple(pairs)
    else:
        other = dice.choice(WRONG_TYPES[type(part)])
    part_at(record, path[:-1])[path[-1]] = str(part) if other is str else other
    return dumps(record).encode()


def damages_of(shards, number, dice):
    """Of `number` lines of the shards, by (source, year, place in the shard): what the damaged line is."""
    every = [(*shard, place) for shard, lines in shards.items() for place in range(len(lines))]
    chosen = dice.sample(every, number)
    return {(source, year, place): damaged(shards[source, year][place], dice) for source, year, place in chosen}


def simulated_shards(number, first_year, record):
    """Raw shards of a simulated world, the lines by (source, year)."""
    shards = {}
    for world in generate_years(7, number, first_year, date(2026, 6, 30)):
        for source, lines in (("tmdb", world.tmdb_lines()), ("omdb", world.omdb_lines())):
            bodies = [json.loads(line) for line in lines]
            key = {"tmdb": "id", "omdb": "imdbID"}[source]
            shards[source, world.year] = [record(str(body[key]), body) for body in bodies if key in body]
    return {shard: lines for shard, lines in shards.items() if lines}


class Build:
    """All tables of the shards, in a folder of its own."""

    def __init__(self, tables, shards, names):
        self.folder = tables.folder
        for (source, year), lines in shards.items():
            tables.parse(source, lines, year)
        for name in names:
            tables.build(name)
        sources = {}
        for source, key in KEYS.items():
            typed = [tables.path(f"{source}/{year}") for kind, year in shards if kind == source]
            sources[source] = SourceFiles(
                [tables.path(f"raw/{source}/{path.stem}", "jsonl.gz") for path in typed],
                typed,
                [path.with_suffix(".rejected.parquet") for path in typed],
                tables.path(f"{source}_movies"),
                key,
            )
        refused = [tables.path(name, "rejected.parquet") for name in names]
        build_rejected(sources, refused, self.folder / "rejected.parquet", self.folder / "counts.json")

    @cached_property
    def session(self):
        """A session with the tables."""
        session = duckdb.connect()
        for path in self.folder.glob("*.parquet"):
            if "." not in path.stem:
                session.execute(f"CREATE VIEW {path.stem} AS FROM read_parquet('{path}')")
        for source in KEYS:
            session.execute(f"CREATE VIEW {source} AS FROM read_parquet('{self.folder}/{source}/????.parquet')")
        return session

    def rows(self, query):
        """Rows of a query over the tables, in an order."""
        return sorted(self.session.execute(query).fetchall(), key=repr)

    def rejected(self, source):
        """Entries of a source's records by the record's id."""
        rows = self.rows(f"SELECT record_id, field, value, reason FROM rejected WHERE source = '{source}'")
        return {key: set(group) for key, group in groupby(rows, key=lambda row: row[0])}

    def typed(self, source):
        """Typed rows of a source by the record's id."""
        rows = self.rows(f"SELECT record_id, to_json(t)::VARCHAR FROM {source} AS t")
        return {key: sorted(group) for key, group in groupby(rows, key=lambda row: row[0])}


def ids_in(pieces):
    """What the damaged line says is the record's id; '' where it says two."""
    try:
        ids = [value for key, value in json.loads(pieces[0], object_pairs_hook=tuple) if key == "id"]
        named = {value if isinstance(value, str) else dumps(value) for value in ids}
    except RecursionError:
        # A list in lists in lists is its text
        return {"".join(re.findall(r'"id":(\[+"?[^]"]*"?\]+)', pieces[0].decode(errors="replace"))[:1])}
    except (ValueError, TypeError):
        return set()
    return named if len(ids) == 1 else {""}


def with_damage(shards, damages):
    """The lines of the damaged files, and of each damaged record the names it may go by, and its line."""
    files, names, broken_lines = {}, {}, {}
    for (source, year), lines in shards.items():
        file = files[source, year] = []
        for place, line in enumerate(lines):
            pieces = damages.get((source, year, place), line).split(b"\n")
            if (source, year, place) in damages:
                ours = {f"{year}:{len(file) + number}" for number in range(1, len(pieces) + 1)} | ids_in(pieces)
                named = source, json.loads(line)["id"]
                names[named], broken_lines[named] = ours, b"\n".join(pieces)
            file += pieces
    return files, names, broken_lines


def require_damage_is_seen(clean, broken, names, lines):
    """Every damaged record is rejected, in part or whole, or reads as ever."""
    for source in KEYS:
        before, after = clean.rejected(source), broken.rejected(source)
        typed, typed_after = clean.typed(source), broken.typed(source)
        for (_, record_id), others in ((key, value) for key, value in names.items() if key[0] == source):
            entries = set().union(*(after.get(name, set()) for name in {record_id, *others}))
            is_noted = bool(entries - before.get(record_id, set()))
            is_harmless = typed.get(record_id) == typed_after.get(record_id)
            assert is_noted or is_harmless, f"{source} {record_id}: {lines[source, record_id][:3000]}"


def require_the_rest_is_untouched(clean, broken, names, described):
    """The rows of undamaged movies, and what they point at, are the same in every table."""
    of = {source: [record_id for kind, record_id in names if kind == source] for source in KEYS}
    imdb_ids = ", ".join(f"'{imdb_id}'" for imdb_id in [*of["omdb"], "none"])
    hit = clean.rows(f"SELECT movie_id FROM movies WHERE imdb_id IN ({imdb_ids})")
    movies = ", ".join([*of["tmdb"], *(str(row[0]) for row in hit), "-1"])
    for table, dictionary in described.items():
        if table == "rejected":
            continue
        kept = f"movie_id NOT IN ({movies})"
        if "movie_id" not in dictionary.columns:
            pointing = [
                f"SELECT {column} FROM {other} WHERE {kept}"
                for other, its in described.items()
                for column, target in its.foreign_keys.items()
                if target.partition(".")[0] == table and "movie_id" in its.columns
            ]
            key = dictionary.primary_key[0]
            kept = f"{key} IN ({' UNION '.join(pointing)})" if pointing else "true"
            if table in SPELLED_BY_THE_NEWEST:
                shared = clean.rows(" UNION ".join(pointing).replace("NOT IN", "IN"))
                kept += f" AND {key} NOT IN ({', '.join(repr(row[0]) for row in shared)})"
        query = f"SELECT * FROM {table} WHERE {kept}"
        assert broken.rows(query) == clean.rows(query), table


@pytest.fixture(scope="module")
def described(dictionaries):
    from ayne.tables.table_dictionary import load_dictionary

    return {path.stem: load_dictionary(path) for path in sorted(dictionaries.glob("*.yaml"))}


@pytest.fixture(scope="module")
def names(sql_folder):
    return sorted(path.stem for path in (sql_folder / "tables").glob("*.sql") if path.stem != "macros")


# Shrinking would build all tables hundreds of times: a failure names the record and its damage.
SETTINGS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def build_with(new_tables, names, described):
    def build(shards, damages, clean):
        files, damaged_names, broken_lines = with_damage(shards, damages)
        broken = Build(new_tables(), files, names)
        require_damage_is_seen(clean, broken, damaged_names, broken_lines)
        require_the_rest_is_untouched(clean, broken, damaged_names, described)

    return build


@pytest.mark.parametrize(
    ("movies", "first_year", "number", "times"),
    [
        pytest.param(60, 2025, 60, 1, id="many of few"),
        pytest.param(10_300, 1995, 200, 3, id="one in a hundred of 20,000", marks=pytest.mark.slow),
    ],
)
def test_lines_damaged_at_random(new_tables, names, record, build_with, movies, first_year, number, times):
    shards = simulated_shards(movies, first_year, record)
    clean = Build(new_tables(), shards, names)

    @settings(SETTINGS, max_examples=times)
    @given(dice=st.randoms(use_true_random=True))
    def check(dice):
        build_with(shards, damages_of(shards, number, dice), clean)

    check()
