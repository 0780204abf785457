"""Measure how fast the server answers."""

from pathlib import Path

from ayne.benchmarks.serve_benchmark import benchmark_serve
from ayne.core.files import write_json
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    figures = benchmark_serve(Path(), snakemake.params.commit, Path(snakemake.params.scratch), snakemake.params.seconds)
    write_json(Path(snakemake.output.figures), figures)
