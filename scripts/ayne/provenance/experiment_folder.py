"""A copy of a study to try something in, made in seconds: its files are linked, so that only what differs is built.

Snakemake removes a file before it is made again, and every writer of the project puts a whole new file in place: the
study's own files are never written to. Only the journal is shared, as it is only appended to.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from ayne.core.errors import DataError

JOURNAL = Path("data/journal")
LINKED = ("data", "results")
# What Snakemake knows of each file, and what is remembered of the code and of earlier runs
COPIED = (".snakemake/metadata", ".snakemake/incomplete", ".snakemake/ayne")
# What a Snakefile in the folder itself finds beside it
PROJECT = ("Snakefile", "config", "docs", "profiles", "rules", "scripts")


def experiment_folder(study: Path, root: Path, name: str) -> Path:
    """Return where an experiment on a study lies.

    The way from there to the project is as long as from the study, as Snakemake remembers files of the project by
    that: beside the study, or, for the study in the project's own folder, in `experiments/` with links to the project.
    """
    study = study.resolve()
    return root / "experiments" / name if study == root.resolve() else study.with_name(f"{study.name}-try-{name}")


def snakefile_of(folder: Path, root: Path) -> Path:
    """Return the Snakefile that an experiment is built with."""
    return (folder if folder.is_relative_to(root / "experiments") else root) / "Snakefile"


def make_experiment(study: Path, root: Path, folder: Path) -> None:
    """Link a built study into a new folder; one that is there already, of a run that was stopped, is left as it is."""
    if not (study / ".snakemake" / "metadata").is_dir():
        raise DataError(f"{study.resolve()}: no study has been built here; `snakemake results/model` builds one")
    if folder.exists():
        return
    begun = folder.with_name(f"{folder.name}.begun")
    shutil.rmtree(begun, ignore_errors=True)
    for part in filter(lambda part: (study / part).is_dir(), LINKED):
        shutil.copytree(study / part, begun / part, copy_function=_link, ignore=_without_journal(study))
    for part in filter(lambda part: (study / part).is_dir(), COPIED):
        shutil.copytree(study / part, begun / part)
    if (study / JOURNAL).is_dir():
        (begun / JOURNAL).symlink_to((study / JOURNAL).resolve())
    if snakefile_of(folder, root).parent == folder:
        for part in PROJECT:
            (begun / part).symlink_to((root / part).resolve())
    begun.rename(folder)


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)
    return target


def _without_journal(study: Path) -> Callable[[str, list[str]], list[str]]:
    """Return what tells `shutil.copytree` to leave the journal out."""
    journal = (study / JOURNAL).resolve()
    return lambda folder, names: [name for name in names if (Path(folder) / name).resolve() == journal]
