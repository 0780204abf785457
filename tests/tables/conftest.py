import csv
import hashlib
import json
from pathlib import Path

import pytest

from ayne.core.files import write_jsonl
from ayne.sources.wikidata.typed_rows import parse_wikidata
from ayne.tables.dictionary_file import table_reads
from ayne.tables.import_list import IMPORTS
from ayne.tables.imports import parse_import
from ayne.tables.parse import parse_shard
from ayne.tables.session import Limits
from ayne.tables.table_builder import build_table
from fixtures.table_files import rows_of

ROOT = Path(__file__).resolve().parents[2]
DICTIONARIES = ROOT / "config" / "tables"
SQL = ROOT / "scripts" / "ayne" / "sql"
SOURCES = sorted({path.stem for path in (SQL / "raw").glob("*.sql")} - {"macros"} | {"wikidata"})
GENRES = ROOT / "config" / "sources" / "wikidata_genres.yaml"
OPTIONS = {"conflict_tolerance": 0.05, "base_year": 2020, "snapshot": "2026-06-30"}


def content(file):
    """What a file holds, in few bytes."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


# Files that a test has made, by what they were made from: what another test makes of the same is copied.
MADE = {}


def make_once(made_from, files, make):
    """Make files, or write what they hold where they were made from the same before."""
    if made_from not in MADE:
        make()
        MADE[made_from] = [file.read_bytes() for file in files]
    for file, held in zip(files, MADE[made_from], strict=True):
        if not file.exists() or file.read_bytes() != held:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(held)


def raw_record(record_id, body, status=200, as_of="2026-06-30"):
    """One line of a raw shard."""
    record = {"id": record_id, "url": "https://example.org", "fetched_at": f"{as_of}T00:00:00Z", "as_of": as_of}
    key = "body" if isinstance(body, dict) else "body_text"
    return json.dumps(record | {"status": status, key: body}).encode()


class Tables:
    """Raw shards and the tables built from them, in a folder of their own."""

    def __init__(self, folder):
        self.folder = folder
        # Of the tables, where they are not the usual ones.
        self.options = {}

    def path(self, name, kind="parquet"):
        return self.folder / f"{name}.{kind}"

    def parse(self, source, lines, year=2010):
        """Typed and rejected rows of one shard with these lines."""
        raw = self.path(f"raw/{source}/{year}", "jsonl.gz")
        write_jsonl(raw, lines)
        return self.parse_file(source, raw, year)

    def parse_nothing(self, source, year=2010):
        """An empty shard."""
        files = [self.path(f"{source}/{year}"), self.path(f"{source}/{year}", "rejected.parquet")]
        if source == "wikidata":
            make_once(source, files, lambda: parse_wikidata(None, None, GENRES, *files))
        else:
            make_once(source, files, lambda: self.parse(source, [], year))

    def parse_file(self, source, raw, year=2010):
        """Typed and rejected rows of a shard that is there."""
        typed, rejected = self.path(f"{source}/{year}"), self.path(f"{source}/{year}", "rejected.parquet")
        sql, dictionary = SQL / "raw" / f"{source}.sql", DICTIONARIES / f"{source}_movies.yaml"
        parse_shard(raw, source, sql, dictionary, typed, rejected)
        return rows_of(typed), rows_of(rejected)

    def parse_body(self, source, body):
        """The typed row of one sound answer, and its rejected fields as {field: (value, reason)}."""
        record_id = body["id"] if source == "tmdb" else body["imdbID"]
        typed, rejected = self.parse(source, [raw_record(record_id, body)])
        return typed[0], {row["field"]: (row["value"], row["reason"]) for row in rejected}

    def parse_cases(self, source, body, cases):
        """The same for many at once: of each (field, received, …) a sound answer with that one field replaced."""
        number = {"tmdb": lambda n: {"id": n}, "omdb": lambda n: {"imdbID": f"tt{n}"}}[source]
        bodies = [body(**(number(1000 + n) | {case[0]: case[1]})) for n, case in enumerate(cases)]
        ids = [next(iter(number(1000 + n).values())) for n in range(len(cases))]
        lines = [raw_record(record_id, answer) for record_id, answer in zip(ids, bodies, strict=True)]
        typed, rejected = self.parse(source, lines)
        rows = {row["record_id"]: row for row in typed}
        notes = {str(record_id): {} for record_id in ids}
        for row in rejected:
            notes[row["record_id"]][row["field"]] = (row["value"], row["reason"])
        return [(rows[str(record_id)], notes[str(record_id)]) for record_id in ids]

    def import_rows(self, source, *rows):
        """Typed and rejected rows of an imported table with these rows, each a dict; without any, of no file."""
        file = self.path(source, "csv") if rows else None
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows([rows[0], *(row.values() for row in rows)])
        typed, rejected = self.path(source), self.path(source, "rejected.parquet")
        dictionary = DICTIONARIES / f"{IMPORTS[source].table}.yaml"
        files = [file] if file else []
        sql = SQL / "imports" / f"{source}.sql"
        if files:
            parse_import(files, source, sql, dictionary, typed, rejected)
        else:
            make_once(source, [typed, rejected], lambda: parse_import([], source, sql, dictionary, typed, rejected))
        return rows_of(typed), rows_of(rejected)

    def build(self, table, threads=1):
        """Rows of a table, after those it reads; a source without a shard has an empty one."""
        self.build_stale(table, threads)
        return rows_of(self.path(table))

    def build_stale(self, table, threads):
        """Build a table, and before it those it reads, as far as the same was not built before."""
        inputs = {name: self.build_input(name, threads) for name in table_reads(DICTIONARIES / f"{table}.yaml")}
        options = OPTIONS | self.options
        held = {name: [content(file) for file in files] for name, files in inputs.items()}
        sql, dictionary = SQL / "tables" / f"{table}.sql", DICTIONARIES / f"{table}.yaml"
        files = {name: files if name in SOURCES or name == "catalogue" else files[0] for name, files in inputs.items()}
        out = [self.path(table), self.path(table, "rejected.parquet")]
        make_once(
            json.dumps([table, threads, options, held], sort_keys=True),
            out,
            lambda: build_table(table, files, dictionary, sql, *out, Limits(threads), options),
        )

    def build_input(self, name, threads):
        """The files of what a table reads, there and up to date."""
        source = "tmdb" if name == "catalogue" else name
        if source in SOURCES:
            if not list((self.folder / source).glob("????.parquet")):
                self.parse_nothing(source)
            return sorted((self.folder / source).glob("????.parquet"))
        if name == "cpi_us_annual":
            return [ROOT / "scripts" / "ayne" / "data" / "cpi_us_annual.csv"]
        if name not in IMPORTS:
            self.build_stale(name, threads)
        elif not self.path(name).exists():
            self.import_rows(name)
        return [self.path(name)]

    def refused(self, table):
        """Rows that the table's dictionary refused, as {field: (record id, value, reason)}."""
        rows = self.all_refused(table)
        return {row["field"]: (row["record_id"], row["value"], row["reason"]) for row in rows}

    def all_refused(self, table):
        return rows_of(self.path(table, "rejected.parquet"))


@pytest.fixture(scope="session")
def sql_folder():
    return SQL


@pytest.fixture(scope="session")
def dictionaries():
    return DICTIONARIES


@pytest.fixture
def tables(tmp_path):
    return Tables(tmp_path)


@pytest.fixture(scope="module")
def module_tables(tmp_path_factory):
    return Tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture(scope="session")
def tmdb_body():
    """A TMDB answer written for the tests; keyword arguments replace its fields."""

    def body(**fields):
        return {
            "adult": False,
            "belongs_to_collection": {"id": 70, "name": "The Lighthouse Collection"},
            "budget": 12_000_000,
            "genres": [{"id": 18, "name": "Drama"}, {"id": 53, "name": "Thriller"}],
            "homepage": "",
            "id": 1001,
            "imdb_id": "tt9000001",
            "original_language": "en",
            "original_title": "The Lighthouse at Low Tide",
            "overview": "A keeper waits.",
            "popularity": 3.25,
            "production_companies": [{"id": 5, "name": "Saltmarsh Pictures, Ltd.", "origin_country": "GB"}],
            "production_countries": [{"iso_3166_1": "GB", "name": "United Kingdom"}],
            "release_date": "2010-07-16",
            "revenue": 31_000_000,
            "runtime": 121,
            "spoken_languages": [{"iso_639_1": "en", "english_name": "English", "name": "English"}],
            "status": "Released",
            "title": "The Lighthouse at Low Tide",
            "video": False,
            "vote_average": 6.5,
            "vote_count": 40,
        } | fields

    return body


@pytest.fixture(scope="session")
def omdb_body():
    """An OMDb answer written for the tests; keyword arguments replace its fields."""

    def body(**fields):
        return {
            "Title": "The Lighthouse at Low Tide",
            "Year": "2010",
            "Rated": "PG-13",
            "Released": "16 Jul 2010",
            "Runtime": "121 min",
            "Genre": "Drama, Thriller",
            "Director": "Ines Okafor",
            "Writer": "Ines Okafor (screenplay), Tom Reyes (novel)",
            "Actors": "Ana Prior, Sam Doyle, Jr., N/A",
            "Plot": "N/A",
            "Language": "English",
            "Country": "United Kingdom",
            "Awards": "2 wins & 1 nomination",
            "Poster": "N/A",
            "Ratings": [
                {"Source": "Internet Movie Database", "Value": "7.1/10"},
                {"Source": "Rotten Tomatoes", "Value": "87%"},
                {"Source": "Metacritic", "Value": "74/100"},
            ],
            "Metascore": "74",
            "imdbRating": "7.1",
            "imdbVotes": "2,300",
            "imdbID": "tt9000001",
            "Type": "movie",
            "DVD": "N/A",
            "BoxOffice": "$9,400,001",
            "Production": "N/A",
            "Website": "N/A",
            "Response": "True",
        } | fields

    return body


@pytest.fixture(scope="session")
def budget_line():
    """A line of The Numbers' table written for the tests; keyword arguments replace its values."""

    def line(**values):
        return {
            "id": "1",
            "release_date": "Jul 16, 2010",
            "movie": "The Lighthouse at Low Tide",
            "production_budget": "$12,000,000",
            "domestic_gross": "$9,400,001",
            "worldwide_gross": "$31,000,000",
        } | values

    return line


@pytest.fixture(scope="session")
def chart_row():
    """A row of a daily chart written for the tests; `values` replace its own."""

    def row(values=()):
        return {
            "TD": "1",
            "Release": "The Lighthouse at Low Tide",
            "Daily": "$2,000,000",
            "%± YD": "-",
            "%± LW": "-",
            "Theaters": "2,878",
            "Avg": "$695",
            "To Date": "$2,000,000",
            "Days": "1",
            "Distributor": "Saltmarsh",
            "Estimated": "false",
            "date": "2010-07-16",
            "release_href": "/release/rl1001/",
        } | dict(values)

    return row


@pytest.fixture(scope="session")
def record():
    return raw_record


@pytest.fixture(scope="session")
def read_rows():
    return rows_of


@pytest.fixture
def new_tables(tmp_path_factory):
    """A maker of empty sets of tables, each in a folder of its own."""
    return lambda: Tables(tmp_path_factory.mktemp("tables"))
