"""What catalogues of several sizes cost, stage by stage: invented as an archive, then all the way to the features.

Each stage is a command of its own, so that its CPU-seconds are those that the system counts of all its processes. Part
of each are those of starting Snakemake, which `start` has alone. Memory is that of the whole tree of processes, as
`ayne.benchmarks.memory` samples it.
"""

import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from ayne.benchmarks.memory import watched_memory
from ayne.benchmarks.pipeline_benchmark import Checkout, main_job, run
from ayne.core.logging import get_logger

logger = get_logger("benchmark")

WORLD, START = "simulate", "start"
# Stages in the order of the data, with a file that each makes.
STAGES = {
    "split_archive": "data/world/counts.json",
    "collect_tmdb": "data/raw/tmdb/movies/{year}.jsonl.gz",
    "collect_source omdb": "data/raw/omdb/movies/{year}.jsonl.gz",
    "parse_raw tmdb": "data/tables/tmdb/{year}.parquet",
    "parse_raw omdb": "data/tables/omdb/{year}.parquet",
    "build_table": "data/tables/movies.parquet",
    "build_rejected": "data/tables/rejected.parquet",
    "build_database": "data/movies.duckdb",
    "build_family": "results/features/families/pre_release/money.parquet",
    "build_features": "results/features/pre_release.parquet",
    "build_target": "results/features/target.parquet",
}

Figures = dict[str, float]


def benchmark_size(root: Path, scratch: Path, sizes: Sequence[int], year: int, cores: int) -> dict[str, object]:
    """Measure each stage at each of `sizes` (movies); how CPU-seconds a movie grow from each size to the next.

    `year` is one of the catalogue's. A catalogue is taken away once it is measured: that of a million movies takes some
    20 GB. DataError where a command fails.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    here = Checkout(root, Path(sys.executable))
    measured = {}
    for movies in sizes:
        with TemporaryDirectory(dir=scratch) as folder:
            measured[movies] = measure_size(here, Path(folder).resolve(), movies, year, cores)
    wholes = {movies: whole(stages) for movies, stages in measured.items()}
    return {
        "cores": cores,
        "stages": {str(movies): stages for movies, stages in measured.items()},
        "whole": {str(movies): figures for movies, figures in wholes.items()},
        "growth": growth({movies: figures["cpu_s"] for movies, figures in wholes.items()}),
    }


def measure_size(here: Checkout, folder: Path, movies: int, year: int, cores: int) -> dict[str, Figures]:
    """Return what each stage costs for so many movies; `year` is one of theirs."""
    archive, study = folder / "archive", folder / "study"
    recorded = ("--config", f"catalogue={{source: archive, archive: {archive}}}")
    invent = [str(here.python.with_name("ayne")), "simulate", "--movies", str(movies), "--out", str(archive)]
    commands = {WORLD: invent} | {
        stage: main_job(here, study, cores, *recorded, target=target.format(year=year))
        for stage, target in STAGES.items()
    }
    commands[START] = commands["build_target"]
    measured = {}
    for stage, command in commands.items():
        measured[stage] = _measured(command, here.folder)
        logger.info("%d movies: %s: %s", movies, stage, measured[stage])
    return measured


def _measured(command: Sequence[str], folder: Path) -> Figures:
    with watched_memory() as memory:
        cost = run(command, folder)
    return {
        "cpu_s": round(cost.cpu_s, 1),
        "wall_s": round(cost.wall_s, 1),
        "all_processes_mb": round(memory.all_bytes / 1e6),
        "largest_process_mb": round(memory.largest_bytes / 1e6),
    }


def whole(stages: Mapping[str, Figures]) -> Figures:
    """Return the sums of all stages, with one start of Snakemake instead of one for each; of memory the most."""
    starts = len(STAGES)
    own = [figures for stage, figures in stages.items() if stage != START]
    return {
        field: round(sum(figures[field] for figures in own) - (starts - 1) * stages[START][field], 1)
        for field in ("cpu_s", "wall_s")
    } | {field: max(figures[field] for figures in own) for field in ("all_processes_mb", "largest_process_mb")}


def growth(cpu_s: Mapping[int, float]) -> dict[str, float]:
    """Return {"from to": CPU-seconds a movie at a size over those at the one before}: 1 is linear, less is a share."""
    return {
        f"{small} {large}": round(cpu_s[large] / large / (cpu_s[small] / small), 3) for small, large in pairwise(cpu_s)
    }
