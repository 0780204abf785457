"""Explain what the champion's forecasts are based on, overall and movie by movie."""

from pathlib import Path

import polars as pl

from ayne.core.job import log_to
from ayne.database.movie_names import names_of
from ayne.explanations.explain_champion import explain_champion
from ayne.features.feature_dictionary import describe_families
from ayne.models.model_files import load_model
from ayne.models.study import make_study

if __name__ == "__main__":
    log_to(snakemake.log[0])
    params, written = snakemake.params, snakemake.output
    study = make_study(
        pl.read_parquet(snakemake.input.features),
        pl.read_parquet(snakemake.input.target),
        **params.study,
        threads=snakemake.threads,
    )
    model = load_model(Path(snakemake.input.sums).parent)
    scored = study.features[study.final.score]["tmdb_id"].to_list()
    explanation = explain_champion(
        model,
        study,
        describe_families(map(Path, snakemake.input.dictionaries)),
        names_of(Path(snakemake.input.database), scored),
    )
    explanation.write(Path(written.importance), Path(written.contributions), Path(written.reasons))
