"""Make the forecasts of all horizons consistent, score them on the same movies, and follow each test movie."""

from pathlib import Path

from ayne.core.files import atomic_path, write_parquet
from ayne.core.job import log_to
from ayne.horizons.cells import Cell
from ayne.horizons.score_study import read_cells, score_study

if __name__ == "__main__":
    log_to(snakemake.log[0])
    files, params, written = snakemake.input, snakemake.params, snakemake.output
    cells = [Cell(*name.split("/")) for name in params.cells]
    read = read_cells(cells, files.predictions, files.metrics, [files[cell.horizon] for cell in cells])
    scored = score_study(
        read, Path(files.target), Path(files.amounts), study=params.study, cut_off_days=params.cut_off_days
    )
    for path, table in zip(written.forecasts, scored.forecasts.values(), strict=True):
        write_parquet(table, Path(path))
    scored.scores.write(written.scores)
    with atomic_path(Path(written.timeline)) as temporary:
        scored.timeline.write_csv(temporary)
