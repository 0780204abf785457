"""Write the page for people."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.report.page import build_report

if __name__ == "__main__":
    log_to(snakemake.log[0])
    build_report(
        Path(snakemake.output.report),
        champion=Path(snakemake.input.champion),
        metrics=list(map(Path, snakemake.input.metrics)),
        predictions={Path(path).parent.name: Path(path) for path in snakemake.input.predictions},
        counts=Path(snakemake.input.counts),
        target=Path(snakemake.input.target),
        truth=Path(snakemake.input.truth) if snakemake.input.get("truth") else None,
        facts=snakemake.params.facts,
    )
