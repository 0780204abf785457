"""Build what the models forecast, and mark the movies on which they are scored."""

from pathlib import Path

from ayne.core.files import write_parquet
from ayne.core.job import log_to
from ayne.database import DuckDBClient
from ayne.features.feature_options import read_options
from ayne.features.target import build_target

if __name__ == "__main__":
    log_to(snakemake.log[0])
    options = read_options(snakemake.params.options)
    with DuckDBClient(snakemake.input.database) as db:
        write_parquet(build_target(db, options), Path(snakemake.output.target))
