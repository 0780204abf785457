"""Write the empty typed rows of Wikidata, where it is not used."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.sources.wikidata.typed_rows import parse_wikidata

if __name__ == "__main__":
    log_to(snakemake.log[0])
    parse_wikidata(
        None,
        None,
        Path(snakemake.input.genres),
        Path(snakemake.output.rows),
        Path(snakemake.output.rejected),
    )
