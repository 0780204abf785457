"""What a section or a figure of the report is made from."""

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from ayne.artifacts.champion import Champion
from ayne.core.errors import DataError


@dataclass(frozen=True)
class Inputs:
    """Files by the names of `REPORT_FILES` in rules/report.smk, and the settings that a reader would set."""

    files: Mapping[str, Sequence[Path]]
    facts: Mapping[str, Any]

    def only(self, names: Iterable[str]) -> "Inputs":
        """Return what is left to whoever declares to read `names` alone."""
        return replace(self, files={name: self.files[name] for name in names})

    def __getitem__(self, name: str) -> Path:
        """Return the one file of that name."""
        (path,) = self.files[name]
        return path

    def by_model(self, name: str) -> dict[str, Path]:
        """Return the files of that name by model, whose folder they lie in."""
        return {path.parent.name: path for path in self.files[name]}

    @property
    def champion(self) -> str:
        """The name of the champion."""
        return Champion.read(self["champion"]).model

    @property
    def snapshot(self) -> date:
        """The day the data are as of."""
        return date.fromisoformat(self.facts["snapshot"])


def report_inputs(files: Iterable[tuple[str, str | Iterable[str]]], facts: Mapping[str, Any]) -> Inputs:
    """Return the inputs of a rule, each with its name, one file or several."""
    paths = {name: [Path(file) for file in ([value] if isinstance(value, str) else value)] for name, value in files}
    return Inputs(paths, facts)


def reads_of(module: Path) -> list[str]:
    """Return what a section or figure declares in `READS`, without importing it: for parsing the workflow."""
    for line in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) == "READS":
            return [str(name) for name in ast.literal_eval(line.value)]
    raise DataError(f"{module}: READS is missing; write READS = (…) with the names of the files that it reads")
