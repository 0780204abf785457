"""Write from which age of a movie on an answer is too old after how many days, by source."""

from pathlib import Path

from ayne.core.job import log_to
from ayne.questions.refresh_table import write_refresh_table

if __name__ == "__main__":
    log_to(snakemake.log[0])
    write_refresh_table(snakemake.params.classes, Path(snakemake.output.table))
