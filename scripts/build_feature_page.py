"""Build the page that describes every feature column."""

from datetime import date
from pathlib import Path

from ayne.core.job import log_to
from ayne.report.feature_page import build_feature_page

if __name__ == "__main__":
    log_to(snakemake.log[0])
    build_feature_page(
        Path(snakemake.output.page),
        Path(snakemake.input.features),
        Path(snakemake.input.target),
        dict(zip(snakemake.params.families, map(Path, snakemake.input.dictionaries), strict=True)),
        test_from=date.fromisoformat(snakemake.params.test_from),
        facts=snakemake.params.facts,
        others={Path(file).stem: Path(file) for file in snakemake.input.others},
    )
