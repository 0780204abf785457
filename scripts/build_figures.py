"""Draw the figures of the report."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.report.figure_files import make_figures, write_figures
from ayne.report.inputs import report_inputs

if __name__ == "__main__":
    log_to(snakemake.log[0])
    figures = make_figures(report_inputs(snakemake.input.items(), snakemake.params.facts))
    write_figures(figures, Path(snakemake.output.titles), snakemake.params.source)
