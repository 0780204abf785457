"""Ask a source about the movies that TMDB released in a year, as far as they are due."""

from pathlib import Path

from ayne.collection.arguments import collection_arguments
from ayne.collection.collect_year import collect_source
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    collect_source(
        snakemake.wildcards.source,
        int(snakemake.wildcards.year),
        Path(snakemake.input.movies),
        Path(snakemake.output.movies),
        Path("data/journal"),
        **collection_arguments(
            snakemake.wildcards.source,
            snakemake.input.get("world"),
            snakemake.params.answers,
            snakemake.config["collection"],
            snakemake.params.stand["asked on"],
        ),
    )
