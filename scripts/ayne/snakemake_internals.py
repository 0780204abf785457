"""What AYNE uses of Snakemake beyond what it documents: all of it is here, and tests say when an upgrade changes it."""

import binascii
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from pathlib import Path


def keep_parameters_without_pandas() -> None:
    """Let Snakemake write a parameter down without importing pandas, for 0.4 s, to ask whether it is a table.

    No parameter of AYNE is one. Without the attribute that is replaced here, Snakemake would only be slower.
    """
    from snakemake.persistence import PersistenceBase

    PersistenceBase._serialize_param = property(lambda persistence: persistence._serialize_param_builtin)


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
