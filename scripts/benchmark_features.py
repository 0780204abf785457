"""Measure the cost of the features."""

from pathlib import Path

from ayne.benchmarks.feature_benchmark import benchmark_features
from ayne.core.files import write_json
from ayne.core.job import log_to
from ayne.features.feature_options import read_options

if __name__ == "__main__":
    log_to(snakemake.log[0])
    measured = benchmark_features(
        Path(snakemake.input.database),
        snakemake.params.families,
        read_options(snakemake.params.options),
        sizes=snakemake.params.sizes,
        threads=snakemake.threads,
    )
    write_json(Path(snakemake.output.benchmark), measured)
