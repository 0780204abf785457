"""The years of a source as the parts of one job."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ayne.core.part import Part


def year_parts(
    staleness: Mapping[str, Any],
    logs: Sequence[str],
    *,
    inputs: Mapping[str, Sequence[str]],
    outputs: Sequence[Sequence[str]],
    parameters: Mapping[str, Any],
    code: Mapping[str, str],
    prefix: str = "",
) -> list[Part]:
    """Return a part for each year of `staleness`, the newest first: what is most wanted.

    `inputs` and `outputs` hold a file per year each, inputs by what they are; one that has none is left out. A part's
    parameters are `parameters`, `staleness` (the days that make the year stale) and `reads` (what its inputs are, in
    their order).
    """
    read = {kind: list(files) for kind, files in inputs.items() if files}
    rows = zip(staleness.items(), logs, zip(*outputs, strict=True), strict=True)
    return [
        Part(
            name=f"{prefix}{year}",
            log=Path(log),
            outputs=tuple(map(Path, written)),
            inputs=tuple(Path(files[place]) for files in read.values()),
            parameters={**parameters, "staleness": days, "reads": list(read)},
            code=code,
        )
        for place, ((year, days), log, written) in enumerate(rows)
    ][::-1]


def inputs_of(part: Part) -> dict[str, Path]:
    """Return the inputs of a year by what they are."""
    return dict(zip(part.parameters["reads"], part.inputs, strict=True))
