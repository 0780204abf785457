"""What makes two runs comparable: data, code, commit."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Self

from ayne.core.files import sha256_file


@dataclass(frozen=True)
class RunContext:
    """What makes two runs comparable: each becomes a tag."""

    feature_set: str
    snapshot: str
    catalogue_source: str
    data_hash: str
    code_hash: str
    git_commit: str

    def of_code(self, code: Mapping[str, str]) -> Self:
        """Return the context of a fit by `code`, which is given as {module: hash}."""
        return replace(self, code_hash=_digest(*(f"{module} {code[module]}" for module in sorted(code))))

    @property
    def study(self) -> str:
        """What runs of one study share: the data and what was taken from them, whatever the code."""
        return _digest(self.catalogue_source, self.feature_set, self.snapshot, self.data_hash)

    @property
    def tags(self) -> dict[str, str]:
        """The tags of a run."""
        return {key: str(value) for key, value in asdict(self).items()} | {"study": self.study}


def run_context(*, inputs: Sequence[Path], feature_set: str, snapshot: str, catalogue_source: str) -> RunContext:
    """Hash what models are fitted on: the content of `inputs`; `of_code` adds what one was fitted with."""
    return RunContext(
        feature_set=feature_set,
        snapshot=snapshot,
        catalogue_source=catalogue_source,
        data_hash=_digest(*(sha256_file(path) for path in inputs)),
        code_hash="",
        git_commit=git_commit(Path(__file__).parent),
    )


def git_commit(folder: Path) -> str:
    """Return the commit checked out in `folder`, with `+` where files differ from it; "unknown" outside of git."""
    commit, changes = _git(folder, "rev-parse", "HEAD"), _git(folder, "status", "--porcelain")
    return "unknown" if commit is None else commit + ("+" if changes else "")


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(  # noqa: S603 -- fixed arguments
            ["git", "-C", str(folder), *arguments],  # noqa: S607 -- git is where PATH says
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
