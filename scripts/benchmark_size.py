"""Measure the cost of catalogues of several sizes up to the features, by stage."""

from pathlib import Path

from ayne.benchmarks.size_benchmark import benchmark_size
from ayne.core.files import write_json
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    params = snakemake.params
    root = Path(snakemake.config["scripts"]).resolve().parent
    measured = benchmark_size(root, Path(params.scratch), params.sizes, params.year, params.cores)
    write_json(Path(snakemake.output.figures), measured)
