from pathlib import Path

from typer.cli import app as typer_app
from typer.testing import CliRunner

PAGE = Path(__file__).resolve().parents[2] / "docs" / "commands.md"
COMMAND = ("ayne.cli.main", "utils", "docs", "--name", "ayne", "--title", "The commands of ayne")


def test_the_page_of_commands_is_that_of_the_program():
    generated = CliRunner().invoke(typer_app, COMMAND)
    assert generated.exit_code == 0, generated.output
    page = PAGE.read_text(encoding="utf-8")
    assert page.strip() == generated.output.strip(), "CONTRIBUTING.md has the command that writes it"
    assert "## `ayne forecast`" in page
