"""Ask a source about the movies that TMDB released in a year."""

from pathlib import Path

from ayne.collection.connect import connect
from ayne.collection.titles import collect_titles
from ayne.core.job import log_to

if __name__ == "__main__":
    log_to(snakemake.log[0])
    collect_titles(
        snakemake.wildcards.source,
        int(snakemake.wildcards.year),
        Path(snakemake.input.movies),
        Path(snakemake.output.movies),
        Path("data/journal"),
        connect(snakemake.wildcards.source, snakemake.input.get("world"), **snakemake.params.connection),
    )
