"""Which code a job runs: a hash of each module that its script imports, directly or not, and the packages behind.

Snakemake notices an edited script, but not an edited module behind it. Each rule therefore carries these hashes as
a parameter: an edited module reruns exactly the rules that reach it, and the reason names the module. A comment, a
docstring or a new time stamp changes no hash. Lazy imports inside functions count; so do the packages on the way.
Other people's packages stand there with their versions: an upgrade reruns the rules that reach them.
"""

import ast
import atexit
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ayne.core.files import read_json, write_json
from ayne.core.packages import package_versions

PACKAGE = "ayne"
CACHE = Path(".snakemake/ayne/code.json")
# These never reach an artifact: what they do ends in a log, in MLflow, or in a parameter, which Snakemake compares.
CORE_WITHOUT_EFFECT = (
    *("block", "code", "config", "config_layers", "config_sections", "config_sources", "errors", "interrupts", "job"),
    *("logging", "part", "processes"),
)
WITHOUT_EFFECT = frozenset(
    {f"ayne.core.{name}" for name in CORE_WITHOUT_EFFECT}
    | {"ayne.collection.progress", "ayne.core.packages"}
    # These figures are MLflow's alone
    | {"ayne.models.fit_figures"}
)

# Where statements have statements of their own, or handlers and cases that do.
BODIES = ("body", "orelse", "handlers", "finalbody", "cases")

# "{path} {time stamp} {size} {minor version of Python}" -> [hash, imported names].
_known: dict[str, Any] = {}


@cache
def code_hashes(scripts: Path, script: str, *modules: str) -> dict[str, str]:
    """Return {file or module: first 12 hex digits of its hash} for a script in `scripts` and all it can import.

    A package that is installed is there as {"package NAME": its version}.
    `modules` are imported by name at run time (a feature family, a model), which no import statement shows.
    """
    reached = {*modules, *_imports(scripts, scripts / script)}
    waiting = list(reached)
    while waiting:
        imported = _imports(scripts, _file(scripts, waiting.pop())) - reached
        reached |= imported
        waiting += imported
    files = {name: _file(scripts, name) for name in sorted(reached - WITHOUT_EFFECT)}
    hashes = {name: _hash(path) for name, path in files.items()}
    others = package_versions(frozenset().union(*map(_others, [scripts / script, *files.values()])))
    return (
        {script: _hash(scripts / script)}
        | {name: value for name, value in hashes.items() if value}
        | {f"package {name}": others[name] for name in sorted(others)}
    )


def code_of_part(scripts: Path, script: str, *modules: str) -> dict[str, str]:
    """Return within a job, for one of its parts, what `code_hashes` gives for the whole rule while it is parsed."""
    remember(CACHE)
    return code_hashes(scripts, script, *modules)


@cache
def _file(scripts: Path, module: str) -> Path:
    path = scripts.joinpath(*module.split("."))
    package = path / "__init__.py"
    return package if package.is_file() else path.with_suffix(".py")


def remember(file: Path) -> None:
    """Keep what was read of each module in `file` as well, by its time stamp and size: parsing takes a second."""
    if file.is_file():
        _known.update(read_json(file))
    before = len(_known)
    atexit.register(lambda: write_json(file, _known) if len(_known) > before else None)


@cache
def _facts(path: Path) -> tuple[str, frozenset[str]]:
    """Return the hash of what a file does, and the dotted names that it imports."""
    stat = path.stat()
    key = f"{path} {stat.st_mtime_ns} {stat.st_size} {sys.version_info.minor}"
    if key not in _known:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        names = sorted(set(_named(tree)))
        _known[key] = [_hash_tree(tree), names]
    value, names = _known[key]
    return value, frozenset(names)


def _hash(path: Path) -> str:
    return _facts(path)[0]


def _hash_tree(tree: ast.Module) -> str:
    """Return the hash of what the code does; empty for docstrings and comments alone."""
    for node in (tree, *_statements(tree)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [line for line in node.body if not _is_docstring(line)] or [ast.Pass()]
    source = ast.unparse(tree)
    return "" if source == "pass" else sha256(source.encode()).hexdigest()[:12]


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


@cache
def _imports(scripts: Path, path: Path) -> frozenset[str]:
    """Return the modules of this package that a file names, with the packages they lie in."""
    parts = [name.split(".") for name in _facts(path)[1] if name.split(".")[0] == PACKAGE]
    names = {".".join(part[:end]) for part in parts for end in range(1, len(part) + 1)}
    return frozenset(name for name in names if _file(scripts, name).is_file())


@cache
def _others(path: Path) -> frozenset[str]:
    """Return the top-level names that a file imports from elsewhere."""
    return frozenset(name.split(".")[0] for name in _facts(path)[1]) - {PACKAGE}


def _named(tree: ast.Module) -> Iterator[str]:
    """Yield what is imported, by dotted name: modules, and also functions of modules, which no file answers to."""
    for node in _statements(tree, for_types=False):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _statements(node: ast.AST, *, for_types: bool = True) -> Iterator[ast.stmt]:
    """Yield each statement within another one, or a module; not those `for_types` alone, if so asked.

    Neither an import nor a docstring is in an expression, of which there are ten times as many.
    """
    for field in BODIES:
        for child in getattr(node, field, ()):
            if isinstance(child, ast.If) and not for_types and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            if isinstance(child, ast.stmt):
                yield child
            yield from _statements(child, for_types=for_types)
