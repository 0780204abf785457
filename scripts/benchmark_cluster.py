"""Measure how much faster a search of parameters is on more nodes of a cluster."""

from pathlib import Path

from ayne.benchmarks.cluster_benchmark import benchmark_cluster
from ayne.core.files import write_json
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    params = snakemake.params
    figures = benchmark_cluster(Path(params.root), Path(params.scratch), nodes=params.nodes, **params.search)
    write_json(Path(snakemake.output.figures), figures)
