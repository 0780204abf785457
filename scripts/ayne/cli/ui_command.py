"""`ayne ui`: MLflow's pages, started with sensible options."""

import signal
from pathlib import Path
from typing import Annotated

import typer

from ayne.cli.options import Directory
from ayne.core.logging import configure_logging, errors_to_exit, get_logger

logger = get_logger("ayne")


def ui(
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Port on this machine; other machines cannot reach it")
    ] = 5000,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser as well")] = False,
    directory: Directory = Path(),
) -> None:
    """Start MLflow's pages for a study, and print the address of its models and scores; Ctrl-C stops it."""
    from ayne.tracking.web_ui import running, scores_page

    configure_logging()
    # Whoever ends it otherwise than by Ctrl-C wants MLflow ended, too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with errors_to_exit(logger):
        page = scores_page(directory, port)
        typer.echo("starting MLflow, which takes some seconds …")
        try:
            with running(directory, port) as server:
                typer.echo(f"all models with their scores: {page}\nCtrl-C ends it")
                if open_browser:
                    typer.launch(page)
                server.wait()
        except KeyboardInterrupt:
            typer.echo("ended")
