"""`ayne diff`: which artifacts of two studies differ, and why."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ayne.core.logging import errors_to_exit, get_logger

logger = get_logger("ayne")


def diff(
    one: Annotated[Path, typer.Argument(metavar="A", help="A study's folder, or a manifest.json")],
    other: Annotated[Path, typer.Argument(metavar="B", help="Another one")],
) -> None:
    """Show which artifacts of two builds differ, and why if known; exit code 1 if any differ that should not."""
    from ayne.provenance.diff import diff as diff_manifests
    from ayne.provenance.manifest import read_manifest

    with errors_to_exit(logger):
        left, right = read_manifest(one), read_manifest(other)
        differences = diff_manifests(left, right)
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for difference in differences:
        console.print(f"{difference.path}: {difference.why}{' (as it must be)' if difference.expected else ''}")
    n_wrong = sum(not difference.expected for difference in differences)
    console.print(f"{n_wrong:,} of {len({*left.artifacts, *right.artifacts}):,} artifacts differ")
    if n_wrong:
        raise typer.Exit(1)
