"""Build one feature family."""

from pathlib import Path

from ayne.core.files import write_parquet
from ayne.core.job import log_to
from ayne.database import DuckDBClient
from ayne.features.family import build_family
from ayne.features.feature_options import read_options

if __name__ == "__main__":
    log_to(snakemake.log[0])
    options = read_options(snakemake.params.options)
    with DuckDBClient(snakemake.input.database) as db:
        table = build_family(snakemake.wildcards.family, db, options, snakemake.params.sees_until)
    write_parquet(table, Path(snakemake.output.family))
