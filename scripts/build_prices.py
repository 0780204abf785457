"""Join the shipped annual averages of US consumer prices with the months the BLS has published since then."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.tables.price_tables import build_prices

if __name__ == "__main__":
    log_to(snakemake.log[0])
    build_prices(
        Path(snakemake.input.months),
        Path(snakemake.input.shipped),
        snakemake.params.last_month,
        Path(snakemake.output.annual),
        Path(snakemake.output.recent),
    )
