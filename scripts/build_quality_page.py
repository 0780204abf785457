"""Build the page on the quality of the tables."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.report.quality_page import build_quality_page

if __name__ == "__main__":
    log_to(snakemake.log[0])
    folder = Path(snakemake.input.quality[0]).parent
    build_quality_page(Path(snakemake.output.page), folder, snakemake.params.facts)
