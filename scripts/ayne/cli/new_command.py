"""`ayne new`: the files of a new part, with a passing test."""

import keyword
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ayne.core.errors import ConfigError
from ayne.core.logging import configure_logging, errors_to_exit, get_logger
from ayne.core.study_files import ROOT

logger = get_logger("ayne")
SKELETONS = Path(__file__).parent / "skeletons"
PLACEHOLDER, SUFFIX = "NAME", ".txt"


class Addition(StrEnum):
    """What can be added with one command."""

    FAMILY = "family"
    MODEL = "model"
    QUESTION = "question"
    SOURCE = "source"


NEXT = {
    Addition.SOURCE: (
        "add `  NAME: {}` under sources: in config/config.yaml, with its limits (and key_name, if it takes a key);",
        "only a live catalogue asks it.",
        "Then the page of all tables: uv run python scripts/build_tables_doc.py",
    ),
    Addition.FAMILY: (
        "add NAME to features.families in config/config.yaml, or try it first:",
        "uv run ayne try --family NAME",
    ),
    Addition.MODEL: (
        "add the line `  NAME: {}` under models: in config/config.yaml, or try it first:",
        "uv run ayne try --model NAME",
    ),
    Addition.QUESTION: (
        "nothing else is to be written; its answer:",
        "uv run snakemake --cores 2 results/questions/NAME.json",
    ),
}


def new(
    part: Annotated[Addition, typer.Argument(help="What to add")],
    name: Annotated[str, typer.Argument(help="Its name, used in every file: lower-case letters, digits and _")],
) -> None:
    """Write the files of a new family, model, question or source, with a test that passes."""
    configure_logging()
    with errors_to_exit(logger):
        for path in write_skeleton(part, name, ROOT):
            typer.echo(f"wrote {path}")
            test = path if path.parts[0] == "tests" else None
    typer.echo(f"\nuv run pytest -n 0 {test}")
    for line in NEXT[part]:
        typer.echo(line.replace(PLACEHOLDER, name))


def write_skeleton(part: Addition, name: str, root: Path) -> list[Path]:
    """Write the part's files below `root` and return their paths there, the test last.

    A ConfigError where the name is none, or where a file or a module of that name is there; nothing is written then.
    """
    if not name.isidentifier() or name != name.lower() or keyword.iskeyword(name) or name.startswith("_"):
        raise ConfigError(f"{name!r} is not a valid name for a {part}; use lower-case letters, digits and _")
    files = {path: text.replace(PLACEHOLDER, name) for path, text in _files(part, name).items()}
    modules = (path.relative_to(root) for path in (root / "scripts" / "ayne").rglob(f"{name}.py"))
    if existing := sorted({*modules, *(path for path in files if (root / path).exists())}):
        raise ConfigError(
            f"{name}: {existing[0]} is there already; choose another name, so that modules are told apart"
        )
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return list(files)


def _files(part: Addition, name: str) -> dict[Path, str]:
    """Return {path below the root: text}, the test last."""
    folder = SKELETONS / part
    skeletons = sorted(folder.rglob(f"*{SUFFIX}"), key=lambda path: ("tests" in path.parts, path))
    return {
        Path(str(path.relative_to(folder)).replace(PLACEHOLDER, name).removesuffix(SUFFIX)): path.read_text("utf-8")
        for path in skeletons
    }
