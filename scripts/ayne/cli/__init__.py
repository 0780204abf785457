"""Every command of `ayne`, a module each; `main.py` is where it starts."""

from ayne.cli.main import app

__all__ = ["app"]
