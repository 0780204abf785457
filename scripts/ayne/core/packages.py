"""The installed packages that a job's code reaches, and their versions: an input of what uses them.

A package counts if a module of the job imports it, or if such a package requires it: upgrading scikit-learn or SciPy
refits the models that use them, and parses nothing.
"""

import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution

# Where the name to import is not that of the package.
DISTRIBUTIONS = {"sklearn": "scikit-learn", "yaml": "pyyaml"}
# These never reach an artifact: they ask a source, whose answers are kept as received, check settings, or show and
# record what is going on.
WITHOUT_EFFECT = {
    "alembic", "anyio", "certifi", "colorlog", "filelock", "greenlet", "h11", "httpcore", "httpx", "idna",
    "importlib-metadata", "mako", "mlflow", "packaging", "pydantic", "pydantic-settings", "rich", "six",
    "snakemake", "snakemake-interface-logger-plugins", "sqlalchemy", "starlette", "tenacity", "tqdm", "typer",
    "typing-extensions", "uvicorn", "zipp",
}  # fmt: skip
NAME = re.compile(r"[A-Za-z0-9._-]+")


def package_versions(modules: Iterable[str]) -> dict[str, str]:
    """Return {package: version} of the packages behind top-level module names, and of those that they require."""
    versions: dict[str, str] = {}
    for module in modules:
        if module not in sys.stdlib_module_names:
            versions |= _closure(_canonical(DISTRIBUTIONS.get(module, module)))
    return versions


@cache
def _closure(name: str) -> dict[str, str]:
    """Return the versions of a package and of what it requires, as far as that is installed."""
    versions: dict[str, str] = {}
    waiting = [name]
    while waiting:
        package = waiting.pop()
        if package in versions or package in WITHOUT_EFFECT or (installed := _distribution(package)) is None:
            continue
        versions[package] = installed.version
        waiting += [_canonical(match[0]) for line in _requirements(installed) if (match := NAME.match(line))]
    return versions


def _requirements(installed: Distribution) -> list[str]:
    """Return the requirements but those of an extra; one for another system is not installed, and so left out."""
    return [line for line in installed.requires or [] if "extra ==" not in line]


@cache
def _distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
