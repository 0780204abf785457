"""Measure how large the fitted models are in each format, and how fast they are written and read."""

from pathlib import Path

import polars as pl

from ayne.benchmarks.serialization_benchmark import benchmark_serialization
from ayne.core.files import write_json
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    folders = {Path(path).parent.name: Path(path).parent for path in snakemake.input.metrics}
    features = pl.read_parquet(snakemake.input.features).tail(200)
    write_json(Path(snakemake.output.figures), benchmark_serialization(folders, features))
