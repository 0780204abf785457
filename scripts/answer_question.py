"""Answer one question: its SQL, its rows, its figure, its sentence."""

from datetime import date
from pathlib import Path

from ayne.core.files import copy_file
from ayne.core.job import log_to
from ayne.questions.answer import answer_question

if __name__ == "__main__":
    log_to(snakemake.log[0])
    answer_question(
        Path(snakemake.input.sql),
        Path(snakemake.input.database),
        {name: Path(snakemake.input[name]) for name in snakemake.params.reads},
        {kind: Path(snakemake.output[kind]) for kind in ("csv", "svg", "json")},
        snapshot=date.fromisoformat(snakemake.params.snapshot),
        settings=snakemake.params.settings,
        simulated=snakemake.params.simulated,
    )
    copy_file(Path(snakemake.input.sql), Path(snakemake.output.sql))
