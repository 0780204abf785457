"""A name for the repository's folder that is the same in every study.

Snakemake knows a file by its name. From a study below the repository, `config/tables/movies.yaml` would be
`../../config/tables/movies.yaml`, and a study that is moved or copied to another depth would read other files than
before. So each study has a link to the repository, and its jobs know the repository's files by that.
"""

import os
from pathlib import Path

LINK = Path(".snakemake/ayne/repository")


def link_repository(root: Path, study: Path = Path()) -> Path:
    """Link `root` into the study, unless it is there already; return the link, relative to the study."""
    link = study / LINK
    target = os.path.relpath(root.resolve(), link.parent.resolve())
    if not link.is_symlink() or str(link.readlink()) != target:
        link.parent.mkdir(parents=True, exist_ok=True)
        fresh = link.with_name(f".{link.name}.{os.getpid()}.tmp")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(target)
        fresh.replace(link)
    return LINK


def without_link(text: str) -> str:
    """Name the repository's files as people know them: `config/config.yaml`."""
    return text.replace(f"{LINK}/", "")


def named_by_link(path: Path, root: Path) -> Path:
    """Return a file of the user's own: by the link if it lies in the repository `root`, else absolute.

    A relative path counts from `root`.
    """
    whole = Path(os.path.abspath(root / path))  # noqa: PTH100 -- what is a link itself keeps its name
    return LINK / whole.relative_to(root) if whole.is_relative_to(root) else whole
