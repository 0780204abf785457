"""Measure the cost of the tables."""

from pathlib import Path

from ayne.benchmarks.table_benchmark import Places, benchmark_tables
from ayne.core.files import write_json
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    measured = benchmark_tables(
        Places(Path(snakemake.params.dictionaries), Path(snakemake.params.sql), Path(snakemake.input.prices)),
        Path(snakemake.params.archives),
        scratch=Path(snakemake.params.scratch),
        **snakemake.params.sizes,
    )
    write_json(Path(snakemake.output.figures), measured)
