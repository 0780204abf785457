"""Measure what four edits rerun, here and in other tools."""

from pathlib import Path

from ayne.benchmarks.staleness_benchmark import benchmark_staleness
from ayne.core.files import write_json
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    measured = benchmark_staleness(Path(snakemake.params.root), Path(snakemake.params.scratch), snakemake.params.rounds)
    write_json(Path(snakemake.output.figures), measured)
