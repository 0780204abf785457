"""Measure how fast the collector is against the simulated APIs."""

from pathlib import Path

from ayne.benchmarks.collection_benchmark import Sizes, benchmark
from ayne.core.files import write_json
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    out = Path(snakemake.output.figures)
    write_json(out, benchmark(Sizes(**snakemake.params.sizes), out.parent))
