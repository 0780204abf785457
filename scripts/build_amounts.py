"""Build the grosses in the US and Canada by date, for each movie."""

from pathlib import Path

from ayne.core.files import write_parquet
from ayne.core.job import log_to
from ayne.database import DuckDBClient
from ayne.features.feature_options import read_options
from ayne.horizons.target_table import build_amounts

if __name__ == "__main__":
    log_to(snakemake.log[0])
    options = read_options(snakemake.params.options)
    with DuckDBClient(snakemake.input.database) as db:
        write_parquet(build_amounts(db, options), Path(snakemake.output.amounts))
