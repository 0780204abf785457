"""Problems of the Python environment that would spoil a run, reported before it starts."""

import re
import shlex
from pathlib import Path

from ayne.core.errors import ConfigError

DAY = re.compile(r'^exclude-newer = "([^"]+)"', re.MULTILINE)


def require_plain_python(executable: str) -> None:
    """ConfigError for a Python whose path Snakemake's shell command, which does not quote it, would take apart."""
    if shlex.quote(executable) != executable:
        raise ConfigError(
            f"{executable}: Snakemake cannot start a Python whose path has a blank, a quote or the like. Clone into "
            "another folder, or keep the environment in one: export UV_PROJECT_ENVIRONMENT=~/.venvs/ayne. The folder "
            "of a study (--directory) may have any name."
        )


def require_resolution_day(root: Path) -> None:
    """ConfigError where the lock in `root`, if there is one, is of another day than pyproject.toml asks for.

    A later `exclude-newer` does not renew a lock that is there: `uv run` and `uv lock --check` are content with it.
    """
    wanted, locked = (_day(root / name) for name in ("pyproject.toml", "uv.lock"))
    if locked is not None and wanted != locked:
        raise ConfigError(
            f"uv.lock holds the packages of {locked}, pyproject.toml asks for those of {wanted}: models would differ "
            "from those of a fresh clone. Renew it: uv lock --upgrade"
        )


def _day(path: Path) -> str | None:
    match = DAY.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    return match[1] if match else None
