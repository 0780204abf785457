"""Build the report."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.report.inputs import report_inputs
from ayne.report.page import build_report

if __name__ == "__main__":
    log_to(snakemake.log[0])
    build_report(Path(snakemake.output.report), report_inputs(snakemake.input.items(), snakemake.params.facts))
