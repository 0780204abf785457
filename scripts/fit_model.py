"""Fit the models whose settings, code or data have changed, the blends after the others, and write their files."""

from functools import partial
from pathlib import Path

from ayne.core.block import build_parts
from ayne.core.code import code_of_part
from ayne.core.part import Part
from ayne.models.fit_part import EARLIER_FITS, FITS, LIBRARIES, fit_part, modules_of_fit

if __name__ == "__main__":
    files, params = snakemake.input, snakemake.params
    data = (Path(files.features), Path(files.target))
    parts = {
        model: Part(
            name=model,
            log=Path(f"logs/fit_model/{model}.log"),
            outputs=tuple(map(Path, snakemake.output[model])),
            inputs=(*data, *map(Path, params.blended.get(model, ())), *map(Path, params.searched.get(model, ()))),
            parameters=settings | {"study": params.study, "feature_set": params.feature_set},
            code=code_of_part(Path(snakemake.config["scripts"]), FITS, *modules_of_fit(model)),
        )
        for model, settings in params.models.items()
    }
    build_parts(
        "fit_model",
        Path(snakemake.log.block),
        partial(fit_part, data=data),
        # The costly ones stand last in the settings.
        at_once=[parts[model] for model in reversed(parts) if model not in params.blended],
        in_order=[parts[model] for model in params.blended],
        processes=snakemake.threads,
        imports=LIBRARIES,
        earlier=EARLIER_FITS,
    )
