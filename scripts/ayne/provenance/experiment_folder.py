"""A copy of a study to try something in, made in seconds: its files are linked, so that only what differs is built.

Snakemake removes a file before it is made again, and every writer of the project puts a whole new file in place: the
study's own files are never written to. Only the journal is shared, as it is only appended to.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from ayne.core.errors import DataError
from ayne.core.study_files import JOURNAL

# Its settings, below a comment that says what is tried.
EXPERIMENT = "experiment.yaml"
LINKED = ("data", "results")
# What Snakemake knows of each file, and what is remembered of the code and of earlier runs
COPIED = (".snakemake/metadata", ".snakemake/incomplete", ".snakemake/ayne")


def experiment_folder(study: Path, root: Path, name: str) -> Path:
    """Return where an experiment on a study lies: beside it, or in `experiments/` for the repository's own study."""
    study = study.resolve()
    return root / "experiments" / name if study == root.resolve() else study.with_name(f"{study.name}-try-{name}")


def experiments_left(study: Path, root: Path) -> dict[Path, str]:
    """Return the folder of each experiment on a study that is still there, with what it tries; sorted."""
    pattern = experiment_folder(study, root, "*")
    folders = sorted(path for path in pattern.parent.glob(pattern.name) if path.is_dir())
    return {folder: _words(folder) for folder in folders}


def is_begun(folder: Path) -> bool:
    """Tell whether a job has run in an experiment: each has a log, and none comes with the study."""
    return (folder / "logs").is_dir()


def _words(folder: Path) -> str:
    settings = folder / EXPERIMENT
    first = settings.read_text(encoding="utf-8").partition("\n")[0] if settings.is_file() else ""
    return first.removeprefix("# ") or "not made to its end"


def make_experiment(study: Path, folder: Path) -> None:
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
        # links as such: one is to the repository
        shutil.copytree(study / part, begun / part, symlinks=True)
    if (study / JOURNAL).is_dir():
        (begun / JOURNAL).symlink_to((study / JOURNAL).resolve())
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
