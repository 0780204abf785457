"""Write the page for people."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.report.page import ReportInputs, build_report

if __name__ == "__main__":
    log_to(snakemake.log[0])
    files = snakemake.input
    inputs = ReportInputs(
        champion=Path(files.champion),
        metrics=list(map(Path, files.metrics)),
        predictions={Path(path).parent.name: Path(path) for path in files.predictions},
        target=Path(files.target),
        truth=Path(files.truth) if files.get("truth") else None,
        database=Path(files.database),
        digest=Path(files.digest),
        counts=Path(files.counts),
        freshness=Path(files.freshness),
        checks=Path(files.checks),
        quality_drift=Path(files.quality_drift),
        drift=Path(files.drift),
        comparison=Path(files.comparison),
        payback=list(map(Path, files.payback)),
        figures=Path(files.titles),
        questions=list(map(Path, files.questions)),
        upcoming=Path(files.upcoming),
        importance=Path(files.importance),
        rulegraph=Path(files.rulegraph),
    )
    build_report(Path(snakemake.output.report), inputs, snakemake.params.facts)
