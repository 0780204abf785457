"""What AYNE uses of Snakemake beyond what it documents: all of it is here, and tests say when an upgrade changes it."""

import binascii
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def keep_parameters_without_pandas() -> None:
    """Let Snakemake write a parameter down without importing pandas, for 0.4 s, to ask whether it is a table.

    No parameter of AYNE is one. Without the attribute that is replaced here, Snakemake would only be slower.
    """
    from snakemake.persistence import PersistenceBase

    PersistenceBase._serialize_param = property(lambda persistence: persistence._serialize_param_builtin)


def hash_each_content_once() -> None:
    """Let Snakemake hash a file once a run, not once for each output of the job that reads it.

    A job of many parts has a hundred outputs and a hundred inputs. Without what is replaced here, Snakemake would hash
    each input a hundred times, which of a million movies takes hours.
    """
    from snakemake.io import _IOFile

    original = _IOFile.checksum
    known: dict[tuple[str, int, int, int], str | None] = {}

    async def checksum(file: Any, threshold: int | None = None, *others: Any, **named: Any) -> str | None:
        if file.is_storage or others or named or not Path(file).is_file():
            result: str | None = await original(file, threshold, *others, **named)
            return result
        stat = Path(file).stat()
        state = (str(file), stat.st_ino, stat.st_mtime_ns, stat.st_size)
        if state not in known:
            known[state] = await original(file, threshold)
        return known[state]

    _IOFile.checksum = checksum


def job_records(folder: Path) -> dict[str, Path]:
    """Return {output: file of the record that Snakemake keeps of its job} of the study in `folder`.

    Outputs whose job has begun and not ended are left out: `.snakemake/incomplete` holds a file of the same name.
    """
    records, begun = (dict(_outputs(folder / ".snakemake" / name)) for name in ("metadata", "incomplete"))
    return {output: records[output] for output in sorted(records.keys() - begun.keys())}


def _outputs(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield each output that has a file in `folder`, named by the output's path in base64.

    A longer name is split into folders that begin with `@`.
    """
    for file in folder.rglob("*"):
        if file.is_file():
            name = "".join(part.removeprefix("@") for part in file.relative_to(folder).parts)
            try:
                yield urlsafe_b64decode(name).decode(), file
            except (binascii.Error, UnicodeDecodeError):
                continue  # Snakemake's own marker of a change of format
