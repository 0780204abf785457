"""Choose the champion by its walk-forward score."""

from pathlib import Path

from ayne.core.files import write_json
from ayne.core.job import log_to
from ayne.models.champion import choose_champion

if __name__ == "__main__":
    log_to(snakemake.log[0])
    write_json(Path(snakemake.output.champion), choose_champion(map(Path, snakemake.input.metrics)))
