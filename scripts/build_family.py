"""Build the feature families that have changed."""

from functools import partial
from pathlib import Path

from ayne.core.block import build_parts
from ayne.core.code import code_of_part
from ayne.core.part import Part
from ayne.core.processes import usable
from ayne.features.family_part import family_part

if __name__ == "__main__":
    files, params = snakemake.input, snakemake.params
    cut_off, scripts = snakemake.wildcards.cut_off, Path(snakemake.config["scripts"])
    families = [
        Part(
            name=f"{cut_off}/{family}",
            log=Path(log),
            outputs=(Path(out),),
            inputs=(Path(files.digest), *map(Path, files[family]), *map(Path, [*files.prices, *files.recent_prices])),
            parameters={"options": params.options, "sees_until": params.sees_until},
            code=code_of_part(scripts, "build_family.py", f"ayne.features.{family}"),
        )
        for family, out, log in zip(params.families, snakemake.output, snakemake.log.families, strict=True)
    ]
    build_parts(
        "build_family",
        Path(snakemake.log.block),
        partial(family_part, database=Path(files.database), processes=usable(snakemake.threads)),
        at_once=families,
        processes=snakemake.threads,
        imports=["ayne.database.duckdb_client"],
    )
