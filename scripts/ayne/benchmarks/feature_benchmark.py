"""What the features of a set cost: seconds and memory, on a database as it is and on made-up ones of many sizes."""

import multiprocessing
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np

from ayne.benchmarks.memory import peak_bytes
from ayne.core.logging import get_logger
from ayne.database import DuckDBClient
from ayne.features.family import build_family
from ayne.features.family_part import MEMORY_MB
from ayne.features.feature_options import FeatureOptions

logger = get_logger("benchmark")
CATALOGUE = Path(__file__).parents[1] / "sql" / "benchmarks" / "catalogue.sql"
FAMILIES = Mapping[str, str]  # family: the moment until which it sees


def benchmark_features(
    database: Path, families: FAMILIES, options: FeatureOptions, sizes: Sequence[int], threads: int
) -> dict[str, Any]:
    """Measure the families on the database and on made-up ones of `sizes` movies.

    `exponent` is the slope of log seconds on log movies over the made-up ones: 1 is linear. None for a single size.
    """
    own = measure(database, families, options, threads)
    made_up = [_measure_made_up(size, families, options, threads) for size in sizes]
    return {"threads": threads, "families": list(families), "database": own, "made_up": made_up} | {
        "exponent": exponent([(run["movies"], run["seconds"]) for run in made_up])
    }


def exponent(runs: Sequence[tuple[int, float]]) -> float | None:
    """Return how seconds grow with movies: seconds ~ movies ** exponent."""
    if len(runs) < 2:
        return None
    movies, seconds = np.log(np.array(runs, dtype=float)).T
    return round(float(np.polyfit(movies, seconds, 1)[0]), 3)


def measure(database: Path, families: FAMILIES, options: FeatureOptions, threads: int) -> dict[str, Any]:
    """Build the families one after the other, in a process of its own, whose peak memory is theirs alone."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        result: dict[str, Any] = pool.apply(_build, (database, dict(families), options, threads))
    logger.info("%d movies: %.1f s, %.2f GB", result["movies"], result["seconds"], result["peak_gb"])
    return result


def _build(database: Path, families: dict[str, str], options: FeatureOptions, threads: int) -> dict[str, Any]:
    seconds, columns, movies = {}, 0, 0
    for family, sees_until in families.items():
        started = time.perf_counter()
        with DuckDBClient(database, threads=threads, memory_mb=MEMORY_MB) as db:
            table = build_family(family, db, options, sees_until)
        seconds[family] = round(time.perf_counter() - started, 3)
        columns, movies = columns + table.width - 2, table.height
    return {
        "movies": movies,
        "columns": columns,
        "seconds": round(sum(seconds.values()), 3),
        "peak_gb": round(peak_bytes() / 1e9, 3),
        "seconds_by_family": seconds,
    }


def _measure_made_up(size: int, families: FAMILIES, options: FeatureOptions, threads: int) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        database = Path(folder) / "movies.duckdb"
        make_database(database, size, threads)
        return measure(database, families, options, threads)


def make_database(database: Path, size: int, threads: int) -> None:
    """Write a made-up database of `size` movies."""
    with duckdb.connect(str(database), config={"threads": threads}) as session:
        session.execute(CATALOGUE.read_text(encoding="utf-8").replace("$movies", str(int(size))))
