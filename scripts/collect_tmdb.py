"""Ask TMDB which movies a year released, and for each of them that is due."""

from pathlib import Path

from ayne.collection.arguments import collection_arguments
from ayne.core.job import log_to
from ayne.sources.tmdb.year import collect_tmdb

if __name__ == "__main__":
    log_to(snakemake.log[0])
    collect_tmdb(
        int(snakemake.wildcards.year),
        Path(snakemake.output.discover),
        Path(snakemake.output.movies),
        Path("data/journal"),
        min_vote_count=snakemake.params.min_vote_count,
        **collection_arguments(
            "tmdb",
            snakemake.input.get("world"),
            snakemake.params.answers,
            snakemake.config["collection"],
            snakemake.params.stand["asked on"],
        ),
    )
