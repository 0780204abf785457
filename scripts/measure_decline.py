"""Measure how the runs of wide releases decline from weekend to weekend."""

from datetime import date
from pathlib import Path

from ayne.core.files import atomic_path
from ayne.core.job import log_to
from ayne.database import DuckDBClient
from ayne.horizons.decline import decline, read_weekends

if __name__ == "__main__":
    log_to(snakemake.log[0])
    test = {name: date.fromisoformat(day) for name, day in snakemake.params.test.items()}
    with DuckDBClient(snakemake.input.database) as db:
        curve = decline(read_weekends(db), **test)
    with atomic_path(Path(snakemake.output.decline)) as temporary:
        curve.write_csv(temporary)
