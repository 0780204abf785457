"""Split an archive of recorded answers by year, so that a job loads only its own year."""

from pathlib import Path

from ayne.api_server.archive import split_archive
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    first_year, last_year = snakemake.params.years
    split_archive(
        Path(snakemake.input.tmdb).parents[1],
        Path(snakemake.output.counts).parent,
        range(first_year, last_year + 1),
        has_items=bool(snakemake.input.wikidata),
    )
