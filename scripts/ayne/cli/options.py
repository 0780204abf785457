"""Options that several commands share: the study and its settings."""

from pathlib import Path
from typing import Annotated

import typer

Directory = Annotated[Path, typer.Option("--directory", "-d", help="Folder of the study, with its data/ and results/")]
ConfigFile = Annotated[Path | None, typer.Option("--configfile", help="Settings of the study, as for Snakemake")]
