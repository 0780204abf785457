"""`ayne trace`: where all that is known of a movie comes from."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ayne.cli.options import Directory
from ayne.core.logging import errors_to_exit, get_logger

logger = get_logger("ayne")


def trace(
    tmdb_id: Annotated[int, typer.Argument(help="TMDB's id of the movie, which is its movie_id")],
    directory: Directory = Path(),
) -> None:
    """Say where all that is known of a movie comes from: raw answers, rows, rejected values, amounts, forecasts."""
    from ayne.database.trace import trace as trace_movie

    with errors_to_exit(logger):
        console = Console()
        for section in trace_movie(tmdb_id, directory):
            table = Table(title=section.title, title_justify="left")
            for column in section.columns:
                table.add_column(column, overflow="fold")
            for row in section.rows:
                table.add_row(*("" if value is None else escape(str(value)) for value in row))
            console.print(table if section.rows else f"{section.title}: none")
