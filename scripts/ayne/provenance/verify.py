"""Whether a study's files are as the workflow made them: which were edited, are missing or extra."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ayne.artifacts.manifest import Manifest
from ayne.core.bucket import bucket_of
from ayne.core.files import sha256_file
from ayne.core.study_files import JOURNAL
from ayne.provenance.manifest import BUILT, MANIFEST, read_manifest
from ayne.snakemake_internals import job_records


@dataclass
class VerifyResult:
    """The paths that are not as the manifest says, sorted; how many artifacts are in the study's bucket alone."""

    n_checked: int = 0
    n_in_bucket: int = 0
    edited: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether every file is as it was made, and there is no other."""
        return not (self.edited or self.missing or self.extra)

    def commands(self) -> dict[str, str]:
        """Return what to type about each kind of difference."""
        rebuild = "uv run snakemake --cores 8 --force"
        return {
            kind: command
            for kind, paths, command in (
                ("edited", self.edited, f"{rebuild} {' '.join(self.edited)}"),
                ("missing", self.missing, f"uv run snakemake --cores 8 {' '.join(self.missing)}"),
                ("extra", self.extra, f"rm {' '.join(self.extra)}"),
            )
            if paths
        }


def verify(folder: Path) -> VerifyResult:
    """Compare the study in `folder` with its manifest; DataError where it has none."""
    manifest = read_manifest(folder)
    in_bucket = bucket_of(folder) is not None
    verdict = VerifyResult(n_checked=len(manifest.artifacts))
    if in_bucket:
        verdict.n_checked = sum((folder / path).is_file() for path in manifest.artifacts)
        verdict.n_in_bucket = sum(not (folder / path).is_file() for path in job_records(folder))
    for path, artifact in sorted(manifest.artifacts.items()):
        if not (folder / path).is_file():
            verdict.missing += [] if in_bucket else [path]
        elif not _is_same(folder / path, artifact.bytes, artifact.sha256):
            verdict.edited.append(path)
    verdict.extra = sorted(_extra(folder, manifest))
    return verdict


def _is_same(path: Path, n_bytes: int, sha256: str) -> bool:
    return path.stat().st_size == n_bytes and sha256_file(path) == sha256


def _extra(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield the files below data/ and results/ that no job made; the journal is no job's output."""
    for part in BUILT:
        for path in (folder / part).rglob("*"):
            name = path.relative_to(folder)
            is_ours = name.is_relative_to(JOURNAL) or name == MANIFEST or str(name) in manifest.artifacts
            if path.is_file() and not is_ours:
                yield str(name)
