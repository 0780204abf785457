"""`ayne experiments`: those that `ayne try` has left, kept or failed."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from ayne.cli.options import Directory
from ayne.core.study_files import ROOT


def experiments(
    remove: Annotated[bool, typer.Option("--remove", help="Remove them")] = False, directory: Directory = Path()
) -> None:
    """Name each experiment that `ayne try` has left: what was kept, has failed, or was stopped."""
    from ayne.provenance.experiment_folder import experiments_left

    left = experiments_left(directory, ROOT)
    for folder, words in left.items():
        typer.echo(f"{'removed ' if remove else ''}{folder}: {words}")
        if remove:
            shutil.rmtree(folder)
    if not left:
        typer.echo("no experiment is left")
