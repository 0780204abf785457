"""The files of the data dictionary as plain values, read fast: for planning and for jobs of a few milliseconds."""

from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from ayne.core.errors import DataError

# libyaml reads a dictionary in a millisecond, the pure Python reader needs twenty
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_dictionary_file(path: Path) -> dict[str, Any]:
    """Return a dictionary file's content unchecked, for reading only; `ayne.tables.table_dictionary` validates it."""
    try:
        stat = Path(path).stat()
    except FileNotFoundError:
        where = "every table has one in config/tables/, every family of features in config/features/"
        raise DataError(f"{path}: there is no such data dictionary; {where}") from None
    return _read(path, stat.st_mtime_ns, stat.st_size)


@cache
def _read(path: Path, _changed: int, _size: int) -> dict[str, Any]:
    """Read a file once as long as it is not touched: the workflow asks for each a dozen times."""
    try:
        content = yaml.load(Path(path).read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (both are safe loaders)
    except yaml.YAMLError as error:
        raise DataError(f"{path}: not readable as YAML: {error}") from None
    if not isinstance(content, dict):
        raise DataError(f"{path}: a mapping with description, grain, columns … is expected")
    return cast("dict[str, Any]", content)


def table_reads(path: Path) -> list[str]:
    """Return which sources and tables a table is built from, in the order its dictionary names them."""
    return [str(name) for name in read_dictionary_file(path).get("reads") or []]


def table_options(path: Path) -> list[str]:
    """Return which settings a table's SQL asks for."""
    return [str(name) for name in read_dictionary_file(path).get("options") or []]
