"""The files of the feature families, looked at while the workflow is read: what lacks is said before a job runs."""

import ast
import difflib
from collections.abc import Iterable
from pathlib import Path

from ayne.core.errors import ConfigError
from ayne.features.feature_dictionary import read_feature_dictionary, sees_until
from ayne.tables.dictionary_file import read_dictionary_file


def family_dictionaries(families: Iterable[str], root: Path) -> dict[str, Path]:
    """Return each family's dictionary in the project at `root`.

    A family that lacks a file, a `build` or a line is a ConfigError (of its columns a DataError) that says what to
    write where.
    """
    return {family: _checked(family, root) for family in families}


def _checked(family: str, root: Path) -> Path:
    module = root / "scripts" / "ayne" / "features" / f"{family}.py"
    dictionary = root / "config" / "features" / f"{family}.yaml"
    known = sorted(path.stem for path in dictionary.parent.glob("*.yaml"))
    if not module.is_file() and not dictionary.is_file():
        raise ConfigError(f"features.families: there is no family {family!r}; {_advice(family, known)}")
    for path in (module, dictionary):
        if not path.is_file():
            raise ConfigError(f"features.families: {family} lacks {path}; `ayne new family` writes one to start from")
    _check_module(module)
    _check_queries(dictionary, root / "scripts" / "ayne" / "sql" / "features")
    read_feature_dictionary(dictionary)
    sees_until(dictionary)
    return dictionary


def _advice(family: str, known: list[str]) -> str:
    near = difflib.get_close_matches(family, known, n=1)
    return f"did you mean {near[0]}?" if near else f"`uv run ayne new family {family}` writes its files"


def _check_module(path: Path) -> None:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    except SyntaxError as error:
        raise ConfigError(f"{path}, line {error.lineno}: {error.msg}") from None
    build = next((node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "build"), None)
    line = "def build(db: DuckDBClient, options: FeatureOptions) -> pl.DataFrame:"
    if build is None:
        raise ConfigError(f"{path}: has no function `build`; write `{line}`")
    if len(build.args.args) != 2:
        raise ConfigError(f"{path}, line {build.lineno}: `build` takes the database and the options; write `{line}`")


def _check_queries(dictionary: Path, folder: Path) -> None:
    queries = read_dictionary_file(dictionary).get("queries")
    if not isinstance(queries, list):
        line = f"queries: [{dictionary.stem}]"
        raise ConfigError(
            f"{dictionary}: `queries` is missing or no list; write the line `{line}` with the names of the files in "
            f"{folder} that the family runs, or `queries: []` if it runs none"
        )
    for name in queries:
        if not (folder / f"{name}.sql").is_file():
            raise ConfigError(f"{dictionary}: queries names {name}, but there is no {folder / f'{name}.sql'}")
