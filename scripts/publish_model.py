"""Publish the champion: copy its files, describe them, and write their checksums."""

from pathlib import Path

import polars as pl

from ayne.artifacts.champion import Champion
from ayne.champion.publish import publish_model
from ayne.core.job import log_to
from ayne.core.study_files import MODELS
from ayne.features.feature_dictionary import describe_families

if __name__ == "__main__":
    log_to(snakemake.log[0])
    publish_model(
        Champion.read(snakemake.input.champion),
        MODELS,
        Path(snakemake.output.sums).parent,
        features=pl.read_parquet(snakemake.input.features),
        dictionary=describe_families(map(Path, snakemake.input.dictionaries)),
        facts=snakemake.params.facts,
    )
