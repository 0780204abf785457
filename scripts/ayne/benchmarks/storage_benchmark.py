"""The same question to the same movies in several stores, and the same rows in several formats, beside what is claimed.

The claims are of the first description of this project: an aggregation over 100,000 movies is 6 times faster in DuckDB
than in PostgreSQL, 24 times than in pandas, 70 times than by scanning CSV; a million rows take 12 MB and 0.3 s to read
as Parquet, 145 MB and 4.2 s as CSV, 180 MB and 6.5 s as JSON.
"""

import csv
import os
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import polars as pl

from ayne.benchmarks import postgresql
from ayne.core.errors import DataError

MADE_UP = Path(__file__).parents[1] / "sql" / "benchmarks" / "movies.sql"
QUESTION = """
SELECT release_year, genre, count(*), sum(worldwide_gross_usd), sum(budget_usd), sum(votes)
FROM movies WHERE budget_usd >= 1000000 GROUP BY release_year, genre ORDER BY release_year, genre
"""
FASTER = {"postgresql": 6, "pandas": 24, "csv_scan": 70}
FORMATS = {"parquet": (12, 0.3), "csv": (145, 4.2), "json": (180, 6.5)}
QueryRows = list[tuple[Any, ...]]


def benchmark_storage(queried_movies: int, stored_rows: int, rounds: int, scratch: Path) -> dict[str, Any]:
    """Measure both, in turn so that a busy moment hits all alike, and set the medians beside the claims."""
    scratch.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=scratch) as folder:
        seconds = query_stores(Path(folder), queried_movies, rounds)
        formats = read_formats(Path(folder), stored_rows, rounds)
    measured = {
        "load_average": round(os.getloadavg()[0], 2),
        "aggregation": {"movies": queried_movies, "seconds": seconds},
        "formats": {"rows": stored_rows, **formats},
        "not_measured": {}
        if "postgresql" in seconds
        else {"postgresql": "no server that could be run here is installed"},
    }
    return measured | {"claims": [*_claims_of_speed(seconds), *_claims_of_formats(formats)]}


def write_movies(folder: Path, movies: int) -> None:
    """Write the movies as a DuckDB database, Parquet, CSV and JSON lines, each as its writer does by default."""
    with duckdb.connect(str(folder / "movies.duckdb")) as session:
        session.execute("DROP TABLE IF EXISTS movies")
        session.execute(MADE_UP.read_text(encoding="utf-8").replace("$movies", str(int(movies))))
        for kind, options in (
            ("parquet", "FORMAT parquet, COMPRESSION zstd"),
            ("csv", "HEADER"),
            ("json", "FORMAT json"),
        ):
            session.execute(f"COPY movies TO '{folder}/movies.{kind}' ({options})")


def query_stores(folder: Path, movies: int, rounds: int) -> dict[str, float]:
    """Return the seconds of the question by store; frames are in memory, the others in files. Answers must agree."""
    write_movies(folder, movies)
    with duckdb.connect(str(folder / "movies.duckdb"), read_only=True) as session:
        frame = pl.read_parquet(folder / "movies.parquet")
        lite = sqlite3.connect(folder / "movies.sqlite")
        _fill_sqlite(lite, frame)
        pandas_frame = import_module("pandas").read_parquet(folder / "movies.parquet")
        stores: dict[str, Callable[[], QueryRows]] = {
            "duckdb": lambda: session.execute(QUESTION).fetchall(),
            "polars": lambda: _query_polars(frame),
            "pandas": lambda: _query_pandas(pandas_frame),
            "sqlite": lambda: lite.execute(QUESTION).fetchall(),
            "csv_scan": lambda: scan_csv(folder / "movies.csv"),
        }
        seconds = _in_turn(stores, rounds)
        lite.close()
    if binaries := postgresql.programs():
        seconds["postgresql"] = query_postgresql(
            binaries, folder / "movies.csv", rounds, scan_csv(folder / "movies.csv")
        )
    return seconds


def query_postgresql(binaries: Path, movies: Path, rounds: int, expected: QueryRows) -> float:
    """Return the median seconds of the question to a server of its own, after a round that does not count."""
    header, _, _ = movies.read_text(encoding="utf-8").partition("\n")
    numbers = {"movie_id", "release_year", "runtime_min", "budget_usd", "worldwide_gross_usd", "rating", "votes"}
    columns = ", ".join(
        f"{name} {'numeric' if name == 'rating' else 'bigint' if name in numbers else 'text'}"
        for name in header.split(",")
    )
    with postgresql.server(binaries) as folder:
        copy = f"\\copy movies FROM '{postgresql.readable(movies, folder)}' WITH (FORMAT csv, HEADER)"
        postgresql.ask(binaries, folder, f"CREATE TABLE movies ({columns});\n{copy}\nANALYZE movies;\n")
        printed, _ = postgresql.ask(binaries, folder, QUESTION + ";")
        rows = [line.split("|") for line in printed.splitlines() if line]
        if [(int(row[0]), row[1], *map(int, row[2:])) for row in rows] != expected:
            raise DataError("postgresql: another answer than the others: the benchmark compares nothing")
        return round(median(postgresql.ask(binaries, folder, QUESTION + ";")[1][0] for _ in range(rounds)), 5)


def _in_turn(works: dict[str, Callable[[], QueryRows]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each, after a round that does not count; other answers than the first are errors."""
    answers = {name: work() for name, work in works.items()}
    expected = next(iter(answers.values()))
    if wrong := [name for name, answer in answers.items() if answer != expected]:
        raise DataError(
            f"{', '.join(wrong)}: another answer than {next(iter(answers))}: the benchmark compares nothing"
        )
    seconds_of = defaultdict(list)
    for _ in range(rounds):
        for name, work in works.items():
            started = time.perf_counter()
            work()
            seconds_of[name].append(time.perf_counter() - started)
    return {name: round(median(seconds), 5) for name, seconds in seconds_of.items()}


def _fill_sqlite(connection: sqlite3.Connection, frame: pl.DataFrame) -> None:
    columns = ["release_year", "genre", "worldwide_gross_usd", "budget_usd", "votes", "title", "director", "studio"]
    connection.execute(f"CREATE TABLE movies ({', '.join(columns)})")
    connection.executemany("INSERT INTO movies VALUES (?, ?, ?, ?, ?, ?, ?, ?)", frame.select(columns).rows())
    connection.commit()


def _query_polars(frame: pl.DataFrame) -> QueryRows:
    groups = frame.lazy().filter(pl.col("budget_usd") >= 1_000_000).group_by("release_year", "genre")
    sums = groups.agg(pl.len(), pl.col("worldwide_gross_usd", "budget_usd", "votes").sum())
    return sums.sort("release_year", "genre").collect().rows()


def _query_pandas(frame: Any) -> QueryRows:
    groups = frame[frame["budget_usd"] >= 1_000_000].groupby(["release_year", "genre"])
    amounts = ["worldwide_gross_usd", "budget_usd", "votes"]
    table = groups.agg(n=("budget_usd", "size"), **{name: (name, "sum") for name in amounts}).reset_index()
    return [tuple(row) for row in table.itertuples(index=False, name=None)]


def scan_csv(path: Path) -> QueryRows:
    """Answer by reading the file line by line, as a program without a database does."""
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            budget = int(row["budget_usd"])
            if budget >= 1_000_000:
                group = sums[int(row["release_year"]), row["genre"]]
                for place, amount in enumerate((1, int(row["worldwide_gross_usd"]), budget, int(row["votes"]))):
                    group[place] += amount
    return [(*key, *figures) for key, figures in sorted(sums.items())]


def read_formats(folder: Path, rows: int, rounds: int) -> dict[str, Any]:
    """Return by format its MB and the seconds to read all of it into pandas and into Polars."""
    write_movies(folder, rows)
    pandas = import_module("pandas")
    reads: dict[str, Callable[[], int]] = {
        "parquet pandas": lambda: len(pandas.read_parquet(folder / "movies.parquet")),
        "csv pandas": lambda: len(pandas.read_csv(folder / "movies.csv")),
        "json pandas": lambda: len(pandas.read_json(folder / "movies.json", lines=True)),
        "parquet polars": lambda: pl.read_parquet(folder / "movies.parquet").height,
        "csv polars": lambda: pl.read_csv(folder / "movies.csv").height,
        "json polars": lambda: pl.read_ndjson(folder / "movies.json").height,
    }
    seconds = _in_turn({name: lambda read=read: [(read(),)] for name, read in reads.items()}, rounds)  # type: ignore[misc]
    return {
        kind: {
            "mb": round((folder / f"movies.{kind}").stat().st_size / 1e6, 1),
            "seconds_pandas": seconds[f"{kind} pandas"],
            "seconds_polars": seconds[f"{kind} polars"],
        }
        for kind in FORMATS
    }


def _claims_of_speed(seconds: dict[str, float]) -> list[dict[str, Any]]:
    claims = []
    for store, times in FASTER.items():
        measured = round(seconds[store] / seconds["duckdb"], 1) if store in seconds else None
        claim = {
            "claim": f"DuckDB aggregates so many times faster than {store}",
            "claimed": times,
            "measured": measured,
        }
        claims.append(claim | {"holds": None if measured is None else measured >= times})
    return claims


def _claims_of_formats(formats: dict[str, Any]) -> list[dict[str, Any]]:
    claims = []
    for kind, (size, seconds) in FORMATS.items():
        figures = formats[kind]
        for what, claimed, measured in (
            ("MB", size, figures["mb"]),
            ("seconds to read (pandas)", seconds, figures["seconds_pandas"]),
        ):
            claim = {"claim": f"{what} of {kind}", "claimed": claimed, "measured": measured}
            # Parquet is said to take no more than this, the others no less.
            holds = measured <= claimed if kind == "parquet" else measured >= claimed
            claims.append(claim | {"measured_of_claimed": round(measured / claimed, 2), "holds": holds})
    return claims
