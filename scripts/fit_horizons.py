"""Fit each amount at each horizon, where settings, code or data have changed."""

from pathlib import Path

from ayne.core.block import build_parts
from ayne.core.code import code_of_part
from ayne.core.part import Part
from ayne.horizons.fit_cell import FITS, fit_cell_part
from ayne.models.fit_part import EARLIER_FITS, LIBRARIES

if __name__ == "__main__":
    files, params = snakemake.input, snakemake.params
    data = (Path(files.target), Path(files.amounts))
    cells = [
        Part(
            name=name,
            log=Path(log),
            outputs=tuple(map(Path, snakemake.output[name])),
            inputs=(Path(files[params.horizons[name]]), *data, *map(Path, files.dictionaries)),
            parameters={"models": params.models, "study": params.study, "forecast": params.forecasts[name]},
            code=code_of_part(Path(snakemake.config["scripts"]), FITS, *params.estimators),
        )
        for name, log in zip(params.horizons, snakemake.log.cells, strict=True)
    ]
    build_parts(
        "fit_horizons",
        Path(snakemake.log.block),
        fit_cell_part,
        at_once=cells,
        processes=snakemake.threads,
        imports=LIBRARIES,
        earlier=EARLIER_FITS,
    )
