"""Fit one model, score it, write its files, and log it to MLflow."""

from pathlib import Path

import polars as pl

from ayne.core.job import log_to
from ayne.models.search import tuning_journal
from ayne.models.study import make_study
from ayne.models.training import fit_model, write_model
from ayne.tracking import log_fit, run_context

if __name__ == "__main__":
    log_to(snakemake.log[0])
    params, folder = snakemake.params, Path(snakemake.output.metrics).parent
    study = make_study(
        pl.read_parquet(snakemake.input.features),
        pl.read_parquet(snakemake.input.target),
        **params.study,
        threads=snakemake.threads,
    )
    trained = fit_model(
        study,
        params.model,
        params=params.params,
        feature_set=params.feature_set,
        n_trials=params.trials,
        journal=tuning_journal(
            params.model,
            [Path(snakemake.input.features), Path(snakemake.input.target)],
            params=params.params,
            **params.study,
            code=params.code,
        ),
        members=sorted({Path(file).parent for file in snakemake.input.members}),
    )
    write_model(trained, folder)
    context = run_context(
        inputs=[Path(snakemake.input.features), Path(snakemake.input.target)],
        code=params.code,
        feature_set=params.feature_set,
        snapshot=params.snapshot,
        catalogue_source=params.catalogue,
    )
    log_fit(trained, study, folder, context).write(snakemake.output.run)
