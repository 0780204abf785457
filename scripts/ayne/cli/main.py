"""The command `ayne`: everything that is not a file made by the workflow."""

import typer

from ayne.cli.diff_command import diff
from ayne.cli.experiments_command import experiments
from ayne.cli.fetch_pages_command import fetch_pages
from ayne.cli.forecast_command import forecast
from ayne.cli.new_command import new
from ayne.cli.purge_command import purge
from ayne.cli.serve_command import serve
from ayne.cli.simulate_command import simulate
from ayne.cli.status_command import status
from ayne.cli.trace_command import trace
from ayne.cli.try_command import try_out
from ayne.cli.ui_command import ui
from ayne.cli.verify_command import verify

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for command in (status, purge, verify, diff, forecast, fetch_pages, simulate, serve, trace, new, experiments, ui):
    app.command()(command)
# `try` is a word of Python's own
app.command("try")(try_out)


@app.callback()
def main() -> None:
    """AYNE: Are You Not Entertained? `uv run snakemake --cores 8 results/model` is the main job."""
