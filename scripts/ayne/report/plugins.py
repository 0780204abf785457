"""The sections and figures of the report: each a module of its own, found by being there."""

import importlib
import pkgutil
from types import ModuleType


def load_modules(package: ModuleType) -> dict[str, ModuleType]:
    """Return the modules of `ayne.report.sections` or `ayne.report.figures` by name, in the order of their names."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return {name: importlib.import_module(f"{package.__name__}.{name}") for name in names}
