"""Try one combination of a model's parameters, proposed from the results of earlier rounds."""

import json
from pathlib import Path

from ayne.core.job import log_to
from ayne.models.fit_part import read_study
from ayne.models.rounds import make_trial

if __name__ == "__main__":
    log_to(snakemake.log[0])
    files, params, wildcards = snakemake.input, snakemake.params, snakemake.wildcards
    trial = make_trial(
        read_study(Path(files.features), Path(files.target), json.dumps(params.study)),
        wildcards.model,
        params.given,
        number=int(wildcards.number),
        earlier=[Path(file) for file in files.get("earlier", [])],
    )
    trial.write(Path(snakemake.output.trial))
