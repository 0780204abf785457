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


def keep_study_in_bucket(prefix: str, repository: Path) -> None:
    """Let a study whose files are in a bucket, below `prefix`, know them by the same names as one on a disk.

    Snakemake would keep its copy of `s3://bucket/study/results/x` at `.snakemake/storage/s3/bucket/study/results/x`,
    and note the former: neither is the name by which a file is read and noted on a disk. And it would ask the bucket
    for the files of the `repository`, or, if they are `local()`, run on the head all that reads them.
    """
    from snakemake.io import flag, is_flagged
    from snakemake.path_modifier import PATH_MODIFIER_FLAG, PathModifier
    from snakemake.persistence import PersistenceBase
    from snakemake_interface_storage_plugins.storage_object import StorageObjectBase
    from snakemake_interface_storage_plugins.storage_provider import StorageProviderBase

    whole = prefix.rstrip("/") + "/"
    below = whole.partition("://")[2]

    def modify(modifier: Any, path: Any, **_property: Any) -> Any:
        if str(path).startswith(f"{repository}/") or is_flagged(path, PATH_MODIFIER_FLAG) or is_flagged(path, "local"):
            return path
        stored = modifier.apply_default_storage(path)
        return flag(stored, PATH_MODIFIER_FLAG) if is_flagged(stored, "storage_object") else path

    def local_path(stored: Any) -> Path:
        return stored._overwrite_local_path or Path(stored.query.removeprefix(whole))

    def cache_key(stored: Any, local_suffix: str | None = None) -> str:
        return (local_suffix or stored.local_suffix()).removeprefix(below)

    PathModifier.modify = modify
    StorageObjectBase.local_path, StorageObjectBase.cache_key = local_path, cache_key
    StorageProviderBase.safe_print = lambda _, query: query.removeprefix(whole)
    PersistenceBase._get_key = lambda _, file: str(file)
    PersistenceBase._input = lambda _, job: sorted(map(str, job.input))


def at_hand(output: Any) -> Path:
    """Return the file of a checkpoint, for a function that reads it: of a study in a bucket it is fetched.

    Snakemake fetches what jobs read, but a node that is sent a job looks for its inputs before.
    """
    path = Path(output)
    if output.is_storage and not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        output.storage_object.retrieve_object()
    return path


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
