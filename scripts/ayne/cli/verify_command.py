"""`ayne verify`: whether a study's files are as the workflow made them."""

from pathlib import Path

import typer
from rich.console import Console

from ayne.cli.options import Directory
from ayne.core.bucket import how_to_fetch
from ayne.core.logging import errors_to_exit, get_logger

logger = get_logger("ayne")
MEANING = {
    "edited": "not as its job made it",
    "missing": "made once, and gone",
    "extra": "made by no job that is known",
}


def verify(
    directory: Directory = Path(),
) -> None:
    """Check every artifact against results/manifest.json: what was edited, is missing or extra; exit code 1 if any."""
    from ayne.provenance.verify import verify as verify_study

    with errors_to_exit(logger, directory):
        verdict = verify_study(directory)
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for kind, command in verdict.commands().items():
        for path in getattr(verdict, kind):
            console.print(f"{kind:<8} {path}: {MEANING[kind]}")
        console.print(f"         {command}")
    if not verdict.is_clean:
        raise typer.Exit(1)
    console.print(f"all {verdict.n_checked:,} artifacts are as they were built")
    if verdict.n_in_bucket:
        console.print(f"{verdict.n_in_bucket:,} more were not read here. {how_to_fetch(directory)}")
