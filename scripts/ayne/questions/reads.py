"""A question's header as plain values, and what it takes beside the database: for parsing the workflow."""

from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml

from ayne.core.errors import DataError


def header_of(path: Path) -> dict[str, Any]:
    """Return the YAML of the comment that a question's file begins with, unchecked."""
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    comment = [line.removeprefix("--").removeprefix(" ") for line in takewhile(lambda line: line[:2] == "--", lines)]
    try:
        header = yaml.safe_load("\n".join(comment))
    except yaml.YAMLError as error:
        raise DataError(f"{path}: the comment at its top is not readable as YAML: {error}") from None
    if not isinstance(header, dict):
        raise DataError(f"{path}: begins with a comment of YAML: `-- question: …?`, `-- sentence: …`, `-- chart: …`")
    return header


def question_reads(path: Path) -> list[str]:
    """Return which tables beside the database a question reads."""
    return [str(name) for name in header_of(path).get("reads") or []]


def question_settings(path: Path, settings: Mapping[str, float]) -> dict[str, float]:
    """Return those of the settings that a question's file names: another value of the others changes no answer."""
    text = Path(path).read_text(encoding="utf-8")
    return {name: value for name, value in settings.items() if name in text}
