"""What the tables cost: raw records to typed Parquet beside a bare COPY by DuckDB, and all tables at several sizes."""

import multiprocessing
import time
from collections.abc import Callable, Sequence
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from ayne.benchmarks.archives import simulated_archive, write_raw
from ayne.benchmarks.memory import peak_bytes
from ayne.core.logging import get_logger
from ayne.tables.dictionary_file import read_dictionary_file, table_reads
from ayne.tables.import_list import IMPORTS
from ayne.tables.imports import parse_import
from ayne.tables.json_shape import RECORD_FIELDS
from ayne.tables.parse import parse_shard
from ayne.tables.raw_records import MAXIMUM_LINE_BYTES
from ayne.tables.rejected import SourceFiles, build_rejected
from ayne.tables.session import copy_parquet, name, open_session, quoted
from ayne.tables.table_builder import build_table

logger = get_logger("benchmark")
# OMDb answers every number and date as a text ("121 min"), which no reader reads as a number.
TEXT_SOURCES = {"omdb"}
KEYS = {"tmdb": "movie_id", "omdb": "imdb_id"}
OPTIONS: dict[str, float | str] = {"conflict_tolerance": 0.05, "base_year": 2020}


class Places(NamedTuple):
    """Where the dictionaries, the SQL and the price index are."""

    dictionaries: Path
    sql: Path
    prices: Path


def benchmark_tables(
    places: Places, archives: Path, sizes: Sequence[int], throughput_movies: int, rounds: int, scratch: Path
) -> dict[str, Any]:
    """Measure the throughput of parsing, and all tables of so many movies, each size in a process of its own.

    `per_movie` is the time a movie of the largest size over that of the smallest: 1 is linear. Seconds are of a wall
    clock, CPU seconds of this machine's processor whatever else it does.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    throughput = measure_throughput(places, archives, throughput_movies, rounds, scratch)
    runs = [measure_size(places, archives, size, scratch) for size in sizes]
    growth = {
        kind: round(runs[-1][kind] / runs[-1]["movies"] / (runs[0][kind] / runs[0]["movies"]), 3)
        for kind in ("seconds", "cpu_seconds")
    }
    return {"throughput": throughput, "sizes": runs, "per_movie": growth}


def measure_throughput(places: Places, archives: Path, movies: int, rounds: int, scratch: Path) -> dict[str, Any]:
    """Parse the same raw shards and copy them barely, in turn; the medians, and parsing's share of the bare speed."""
    with TemporaryDirectory(dir=scratch) as folder:
        raw, out = Path(folder) / "raw", Path(folder) / "out"
        size = write_raw(simulated_archive(archives, movies), raw)
        runs: dict[str, list[tuple[float, float]]] = {"bare_copy": [], "parse": []}
        for _ in range(rounds):
            runs["bare_copy"].append(_timed(lambda: copy_shards(places, raw, out)))
            runs["parse"].append(_timed(lambda: parse_shards(places, raw, out)))
    clock = {kind: median(seconds for seconds, _ in timed) for kind, timed in runs.items()}
    cpu = {kind: median(seconds for _, seconds in timed) for kind, timed in runs.items()}
    figures: dict[str, Any] = {
        "movies": movies,
        "raw_mb": round(size / 1e6, 1),
        "rounds": rounds,
        "mb_per_second": {kind: round(size / 1e6 / seconds, 1) for kind, seconds in clock.items()},
        "mb_per_cpu_second": {kind: round(size / 1e6 / seconds, 1) for kind, seconds in cpu.items()},
        "share": round(clock["bare_copy"] / clock["parse"], 3),
        "cpu_share": round(cpu["bare_copy"] / cpu["parse"], 3),
    }
    logger.info(
        "throughput: %.0f %% of a bare COPY, %.0f %% by CPU", 100 * figures["share"], 100 * figures["cpu_share"]
    )
    return figures


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds and CPU seconds of `work`."""
    clock, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - cpu


def copy_shards(places: Places, raw: Path, out: Path) -> None:
    """Read every shard as the types that its columns end up with and write that as Parquet: no checks, no cleaning.

    It is what one would write by hand for an archive without a fault: numbers are read as numbers, days as days, lists
    as lists of the fields that the tables keep, OMDb's texts as texts; an empty date would be an error, `18.7` would
    be read as 19. As in parsing, every shard has a session of its own, for the workflow has a job per shard.
    """
    for source in KEYS:
        columns = bare_columns(source, read_dictionary_file(places.dictionaries / f"{source}_movies.yaml"))
        for shard in sorted((raw / source).glob("*.jsonl.gz")):
            query = (
                f"SELECT * FROM read_json({quoted(shard)}, format = 'newline_delimited', columns = {columns}, "
                f"maximum_object_size = {MAXIMUM_LINE_BYTES})"
            )
            with open_session() as session:
                copy_parquet(session, query, out / "bare" / source / f"{shard.name}.parquet")


def bare_columns(source: str, dictionary: dict[str, Any]) -> str:
    """Return the columns of a source's records as `read_json` takes them, each of the type that its column has."""
    fields = {
        field: kind.replace(" JSON", " VARCHAR") for field, kind in dictionary["fields"].items() if kind != "JSON"
    }
    for column in dictionary["columns"].values():
        owner, _, field = str(column["origin"]).partition(".")
        if owner == source and field not in RECORD_FIELDS:
            fields.setdefault(field, "VARCHAR" if source in TEXT_SOURCES else column["type"])
    body = ", ".join(f"{name(field)} {kind}" for field, kind in fields.items())
    kinds = {
        "id": "VARCHAR",
        "fetched_at": "TIMESTAMP",
        "as_of": "DATE",
        "status": "INTEGER",
        "body": f"STRUCT({body})",
    }
    return "{" + ", ".join(f"{key}: {quoted(kind)}" for key, kind in kinds.items()) + "}"


def parse_shards(places: Places, raw: Path, out: Path) -> None:
    """Parse every shard as the workflow does."""
    for source in KEYS:
        dictionary = places.dictionaries / f"{source}_movies.yaml"
        for shard in sorted((raw / source).glob("*.jsonl.gz")):
            typed = out / source / f"{shard.name.split('.')[0]}.parquet"
            sql = places.sql / "raw" / f"{source}.sql"
            parse_shard(shard, source, sql, dictionary, typed, typed.with_suffix(".rejected.parquet"))


def measure_size(places: Places, archives: Path, movies: int, scratch: Path) -> dict[str, Any]:
    """Build all tables of so many movies in a process of its own, whose peak memory is theirs alone."""
    with TemporaryDirectory(dir=scratch) as folder:
        write_raw(simulated_archive(archives, movies), Path(folder) / "raw")
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            figures: dict[str, Any] = pool.apply(build_tables, (places, Path(folder) / "raw", Path(folder) / "out"))
    result = {"movies": movies, **figures}
    logger.info(
        "%d movies: %.1f s, %.1f CPU s, %.2f GB", movies, *(figures[k] for k in ("seconds", "cpu_seconds", "peak_gb"))
    )
    return result


def build_tables(places: Places, raw: Path, out: Path) -> dict[str, Any]:
    """Parse, build and count everything; return what each step took."""
    steps = {"parse": _timed(lambda: parse_shards(places, raw, out))}
    _without_imports(places, out)
    order = _tables_in_order(places)
    for table in order:
        steps[table] = _timed(lambda table=table: _build(places, table, out))  # type: ignore[misc]
    steps["rejected"] = _timed(lambda: _reject(raw, out, order))
    return {
        "seconds": round(sum(clock for clock, _ in steps.values()), 2),
        "cpu_seconds": round(sum(cpu for _, cpu in steps.values()), 2),
        "peak_gb": round(peak_bytes() / 1e9, 3),
        "cpu_seconds_by_step": {step: round(cpu, 2) for step, (_, cpu) in steps.items()},
    }


def _without_imports(places: Places, out: Path) -> None:
    for source, imported in IMPORTS.items():
        sql, dictionary = places.sql / "imports" / f"{source}.sql", places.dictionaries / f"{imported.table}.yaml"
        parse_import([], source, sql, dictionary, out / f"{source}.parquet", out / f"{source}.rejected.parquet")


def _tables_in_order(places: Places) -> list[str]:
    """Return the tables, each after those that it is built from."""
    tables = sorted(path.stem for path in (places.sql / "tables").glob("*.sql") if path.stem != "macros")
    reads = {table: set(table_reads(places.dictionaries / f"{table}.yaml")) & set(tables) for table in tables}
    return list(TopologicalSorter(reads).static_order())


def _build(places: Places, table: str, out: Path) -> None:
    dictionary = places.dictionaries / f"{table}.yaml"
    inputs: dict[str, Path | list[Path]] = {
        name: _typed(out, name)
        if name in KEYS
        else places.prices
        if name == places.prices.stem
        else out / f"{name}.parquet"
        for name in table_reads(dictionary)
    }
    sql = places.sql / "tables" / f"{table}.sql"
    build_table(
        table, inputs, dictionary, sql, out / f"{table}.parquet", out / f"{table}.rejected.parquet", options=OPTIONS
    )


def _typed(out: Path, source: str) -> list[Path]:
    return sorted(path for path in (out / source).glob("*.parquet") if "rejected" not in path.name)


def _reject(raw: Path, out: Path, tables: Sequence[str]) -> None:
    sources = {
        source: SourceFiles(
            sorted((raw / source).glob("*.jsonl.gz")),
            _typed(out, source),
            sorted((out / source).glob("*.rejected.parquet")),
            out / f"{source}_movies.parquet",
            key,
        )
        for source, key in KEYS.items()
    }
    refused = [out / f"{table}.rejected.parquet" for table in tables]
    build_rejected(sources, refused, out / "rejected.parquet", out / "counts.json")
