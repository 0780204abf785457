"""Draw the figures of the report."""

from datetime import date
from pathlib import Path

from ayne.core.files import read_json
from ayne.core.job import log_to
from ayne.report.figure_list import FigureFiles, report_figures
from ayne.report.figures import write_figures

if __name__ == "__main__":
    log_to(snakemake.log[0])
    champion = read_json(Path(snakemake.input.champion))["model"]
    folder = Path(snakemake.output.titles).parent
    files = FigureFiles(
        metrics=list(map(Path, snakemake.input.metrics)),
        predictions=Path(next(path for path in snakemake.input.predictions if Path(path).parent.name == champion)),
        target=Path(snakemake.input.target),
        truth=Path(snakemake.input.truth) if snakemake.input.get("truth") else None,
        database=Path(snakemake.input.database),
        importance=Path(snakemake.input.importance),
        completeness=Path(snakemake.input.completeness),
        comparison=Path(snakemake.input.comparison),
        payback=Path(next(path for path in snakemake.input.payback if Path(path).parent.name == champion)),
        quality_drift=Path(snakemake.input.quality_drift),
        drift=Path(snakemake.input.drift),
    )
    figures = report_figures(champion, files, date.fromisoformat(snakemake.params.snapshot))
    write_figures(figures, folder, Path(snakemake.output.titles), snakemake.params.source)
