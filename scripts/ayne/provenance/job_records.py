"""What the workflow noted of each job it ran: rule, inputs with their hashes, parameters; one record an output."""

import ast
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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


def read_records(folder: Path, root: str = ".") -> dict[str, JobRecord]:
    """Return {output: record} of the study in `folder`, for the outputs that are there and whole.

    The inputs that lie in `root` (the repository, from `folder`) are named from there, whatever the folder.
    """
    prefix = "" if root == "." else f"{root}/"
    return {
        output: _record(json.loads(file.read_text(encoding="utf-8")), prefix)
        for output, file in job_records(folder).items()
        if (folder / output).is_file()
    }


def _record(raw: dict[str, Any], root: str) -> JobRecord:
    checksums = raw.get("input_checksums") or {}
    values = [_literal(text) for text in raw.get("params") or []]
    code: dict[str, str] = next((value for value in values if _is_code(value)), {})
    return JobRecord(
        rule=raw["rule"],
        made=(raw["starttime"], raw["endtime"]),
        log=next(iter(raw.get("log") or []), None),
        inputs={path.removeprefix(root): _hex(checksums.get(path)) for path in sorted(raw.get("input") or [])},
        code={name: value for name, value in code.items() if not name.startswith(PACKAGE)},
        packages={name.removeprefix(PACKAGE): value for name, value in code.items() if name.startswith(PACKAGE)},
        parameters=[value for value in values if not _is_code(value)],
    )


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
