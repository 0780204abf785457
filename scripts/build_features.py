"""Join the feature families, without the columns that become known too late for the set."""

from pathlib import Path

from ayne.core.files import write_parquet
from ayne.core.job import log_to
from ayne.features.feature_builder import build_features

if __name__ == "__main__":
    log_to(snakemake.log[0])
    families = snakemake.params.families
    features = build_features(
        dict(zip(families, map(Path, snakemake.input.families), strict=True)),
        dict(zip(families, map(Path, snakemake.input.dictionaries), strict=True)),
        snakemake.wildcards.set,
    )
    write_parquet(features, Path(snakemake.output.features))
