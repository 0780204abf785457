"""The manifest of a study: written as a run ends, read to verify the study and to compare it with another.

No clock and no path of this machine is in it: the same study built elsewhere gives the same `artifacts`. The
environment (Python, packages) stands apart. An artifact's hash is taken once, after the job that made it: what is
edited by hand later does not become the truth.
"""

import platform
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from ayne.artifacts.manifest import Environment, Manifest, ManifestEntry
from ayne.core.errors import DataError
from ayne.core.files import read_json, sha256_file, sweep_temporaries, write_json
from ayne.provenance.job_records import JobRecord, read_records

# The folders that hold artifacts, and nothing else but the journal.
BUILT = ("data", "results")
MANIFEST = Path("results/manifest.json")
# SHA-256 by the job that made the file, so that a run hashes only what it has made.
HASHES = Path(".snakemake/ayne/artifacts.json")
# A run that was started and has not ended; the next one makes up for its manifest.
RUNNING = Path(".snakemake/ayne/running")
# What is not the same in two builds of the same inputs, and why.
VARIES = {
    "data/movies.duckdb": "DuckDB's own header; data/movies.digest.json tells the content",
    "results/models/*/run.json": "MLflow's ids",
    "results/benchmarks/*": "measured times",
    "results/rules.*": "measured times",
}


def start_manifest(folder: Path) -> None:
    """Note that jobs are about to run in `folder`, and remove what killed ones have left half-written."""
    for part in BUILT:
        sweep_temporaries(folder / part)
    (folder / RUNNING).parent.mkdir(parents=True, exist_ok=True)
    (folder / RUNNING).touch()


def resume_manifest(folder: Path) -> str:
    """Write the manifest that a killed run has left undone; why it could not be written, or nothing."""
    return end_manifest(folder) if (folder / RUNNING).exists() else ""


def end_manifest(folder: Path) -> str:
    """Write the manifest as a run ends; why it could not be written (a full disk), or nothing."""
    try:
        write_manifest(folder)
    except OSError as error:
        return f"{MANIFEST} cannot be written: {error}; the next run makes up for it"
    return ""


def write_manifest(folder: Path) -> None:
    """Write the manifest of all that is built in `folder`."""
    records = read_records(folder)
    known = read_json(folder / HASHES) if (folder / HASHES).is_file() else {}
    hashes = {path: _hashed(folder / path, record, known.get(path)) for path, record in records.items()}
    packages: dict[str, str] = {}
    for record in records.values():
        packages |= record.packages
    write_json(folder / HASHES, hashes)
    environment = Environment(
        python=platform.python_version(), machine=platform.machine(), system=platform.system(), packages=packages
    )
    entries = {path: _entry(record, hashes[path]) for path, record in records.items()}
    Manifest(artifacts=entries, environment=environment).write(folder / MANIFEST)
    (folder / RUNNING).unlink(missing_ok=True)


def read_manifest(place: Path) -> Manifest:
    """Return the manifest of a study's folder, or the file itself; DataError where there is none."""
    path = place / MANIFEST if place.is_dir() else place
    if not path.is_file():
        message = f"{path}: there is no manifest; name a folder where `snakemake results/model` has run, or its file"
        raise DataError(message)
    try:
        return Manifest.read(path)
    except DataError:
        raise DataError(f"{path}: not a manifest of this version; name a results/manifest.json") from None


def varies(path: str) -> str | None:
    """Return why an artifact differs between two builds of the same inputs; None where it must not."""
    return next((why for pattern, why in VARIES.items() if fnmatch(path, pattern)), None)


def _hashed(path: Path, record: JobRecord, known: dict[str, Any] | None) -> dict[str, Any]:
    if known is not None and known["made"] == list(record.made):
        return known
    return {"made": list(record.made), "bytes": path.stat().st_size, "sha256": sha256_file(path)}


def _entry(record: JobRecord, hashed: dict[str, Any]) -> ManifestEntry:
    return ManifestEntry(
        rule=record.rule,
        inputs={path: None if varies(path) else sha256 for path, sha256 in record.inputs.items()},
        code=record.code,
        packages=sorted(record.packages),
        parameters=record.parameters,
        bytes=hashed["bytes"],
        sha256=hashed["sha256"],
    )
