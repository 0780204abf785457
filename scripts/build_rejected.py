"""Gather everything that could not be used, and prove that nothing else is missing."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.tables.rejected import Archive, SourceFiles, build_rejected

if __name__ == "__main__":
    log_to(snakemake.log[0])
    build_rejected(
        {
            source: SourceFiles(
                raw=snakemake.input[f"raw_{source}"],
                typed=snakemake.input[f"typed_{source}"],
                rejected=snakemake.input[f"rejected_{source}"],
                table=snakemake.input[f"table_{source}"],
                key=key,
                lists=snakemake.input.get(f"lists_{source}", ()),
            )
            for source, key in snakemake.params.key.items()
        },
        snakemake.input.tables_rejected,
        Path(snakemake.output.rejected),
        Path(snakemake.output.counts),
        threads=snakemake.threads,
        archive=Archive(Path(lines), snakemake.params.min_vote_count)
        if (lines := snakemake.input.get("lines"))
        else None,
    )
