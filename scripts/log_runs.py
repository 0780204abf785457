"""Log the fits that MLflow does not have yet."""

import json
from pathlib import Path

from ayne.core.job import log_to
from ayne.core.part import PLACE, Part
from ayne.models.fit_part import read_study
from ayne.tracking.context import run_context
from ayne.tracking.runs import log_runs

if __name__ == "__main__":
    log_to(snakemake.log[0])
    params, log = snakemake.params, Path(snakemake.log[0])
    data = (Path(snakemake.input.features), Path(snakemake.input.target))
    log_runs(
        [
            Part(
                model,
                Path(snakemake.log[0]),
                outputs=(Path(run),),
                inputs=(*data, Path(sums)),
                # A copied study logs its fits to its own store.
                parameters=params.context | {PLACE: str(Path.cwd())},
            )
            for model, run, sums in zip(params.models, snakemake.output, snakemake.input.sums, strict=True)
        ],
        read_study(*data, json.dumps(params.study)),
        run_context(inputs=data, **params.context),
        Path(snakemake.config["scripts"]),
    )
