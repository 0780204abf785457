"""Measure one query in several stores, and reading several file formats."""

from pathlib import Path

from ayne.benchmarks.storage_benchmark import benchmark_storage
from ayne.core.files import write_json
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    measured = benchmark_storage(**snakemake.params.sizes, scratch=Path(snakemake.params.scratch))
    write_json(Path(snakemake.output.figures), measured)
