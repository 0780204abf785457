"""What the workflow noted of each job it ran: rule, inputs with their hashes, parameters; one record an output.

Of a job of many parts (ayne.core.part) each part's own note says more closely what its outputs were built from.
"""

import ast
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ayne.core.part import PLACE, BuildNote, read_notes
from ayne.core.repository_link import without_link
from ayne.snakemake_internals import job_records

PACKAGE = "package "


@dataclass(frozen=True)
class JobRecord:
    """How an output was made: `inputs` is {path: SHA-256 as the job read it}, `code` {module: hash}.

    `made` is when the job began and the file was written, in seconds since 1970; `log` is the job's own, if it has one.
    """

    rule: str
    made: tuple[float, float]
    log: str | None = None
    inputs: dict[str, str | None] = field(default_factory=dict)
    code: dict[str, str] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)
    parameters: list[Any] = field(default_factory=list)


def read_records(folder: Path) -> dict[str, JobRecord]:
    """Return {output: record} of the study in `folder`, for the outputs that are there and whole."""
    notes = read_notes(folder)
    return {
        output: _record(json.loads(file.read_text(encoding="utf-8")), notes.get(output))
        for output, file in job_records(folder).items()
        if (folder / output).is_file()
    }


def _record(raw: dict[str, Any], note: BuildNote | None) -> JobRecord:
    if note is not None:
        code, packages = _code_and_packages(note.code)
        chosen = {name: value for name, value in note.parameters.items() if name != PLACE}
        parameters = [chosen] if chosen else []
        return JobRecord(raw["rule"], note.made, note.log, dict(note.inputs), code, packages, parameters)
    checksums = raw.get("input_checksums") or {}
    values = [_literal(text) for text in raw.get("params") or []]
    code, packages = _code_and_packages(next((value for value in values if _is_code(value)), {}))
    return JobRecord(
        rule=raw["rule"],
        made=(raw["starttime"], raw["endtime"]),
        log=next(iter(raw.get("log") or []), None),
        inputs={without_link(path): _hex(checksums.get(path)) for path in sorted(raw.get("input") or [])},
        code=code,
        packages=packages,
        parameters=[value for value in values if not _is_code(value)],
    )


def _code_and_packages(hashes: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Tell modules from what `code()` names `package {name}`."""
    packages = {name.removeprefix(PACKAGE): value for name, value in hashes.items() if name.startswith(PACKAGE)}
    return {name: value for name, value in hashes.items() if not name.startswith(PACKAGE)}, packages


def _literal(text: str) -> Any:
    """Return a parameter's value from how Python writes it; what is no literal stays as written."""
    try:
        value = ast.literal_eval(text)
        json.dumps(value)
    except (ValueError, SyntaxError, TypeError):
        return text
    return value


def _is_code(value: Any) -> bool:
    return isinstance(value, dict) and any(str(name).endswith(".py") for name in value)


def _hex(checksum: str | None) -> str | None:
    return None if checksum is None else checksum.removeprefix("sha256:")
