"""Measure the cost of the main job, here and at an earlier commit."""

from pathlib import Path

from ayne.benchmarks.pipeline_benchmark import benchmark_pipeline
from ayne.core.files import write_json
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    params = snakemake.params
    root, scratch = Path(snakemake.config["scripts"]).resolve().parent, Path(params.scratch)
    measured = benchmark_pipeline(root, params.commit, scratch, params.rounds, params.cores)
    write_json(Path(snakemake.output.figures), measured)
