"""Publish the champion: copy its files, describe them, and sum them."""

from pathlib import Path

import polars as pl

from ayne.core.files import read_json
from ayne.core.job import log_to
from ayne.features.dictionary import describe_families
from ayne.models.publication import publish_model

if __name__ == "__main__":
    log_to(snakemake.log[0])
    publish_model(
        read_json(Path(snakemake.input.champion)),
        Path("results/models"),
        Path(snakemake.output.sums).parent,
        features=pl.read_parquet(snakemake.input.features),
        dictionary=describe_families(map(Path, snakemake.input.dictionaries)),
        facts=snakemake.params.facts,
    )
