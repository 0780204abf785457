"""Simulate the world from which the simulated APIs answer."""

from datetime import date
from pathlib import Path

from ayne.core.job import log_to
from ayne.core.processes import usable
from ayne.simulation.write_world import write_world

if __name__ == "__main__":
    log_to(snakemake.log[0])
    first_year, last_year = snakemake.params.years
    write_world(
        Path(snakemake.output.counts).parent,
        seed=snakemake.params.seed,
        movies=snakemake.params.movies,
        first_year=first_year,
        snapshot=date.fromisoformat(snakemake.params.snapshot),
        years=range(first_year, last_year + 1),
        apis=snakemake.params.apis,
        processes=usable(snakemake.threads),
    )
