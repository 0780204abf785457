"""Messages about a store that another version of MLflow wrote."""

import os
from collections.abc import Callable, Iterator
from functools import wraps
from importlib.metadata import version
from typing import Any

from ayne.core.errors import DataError

ANOTHER_SCHEMA = ("out-of-date database schema", "Can't locate revision")


def explain_version(open_store: Callable[[], Iterator[Any]]) -> Callable[[], Iterator[Any]]:
    """Turn MLflow's refusal of a store of another version into a `DataError`; for the function of a context manager."""

    @wraps(open_store)
    def opened() -> Iterator[Any]:
        try:
            yield from open_store()
        except Exception as error:
            if not is_of_another_version(str(error)):
                raise
            raise DataError(of_another_version(shown_store())) from None

    return opened


def is_of_another_version(message: str) -> bool:
    """Tell from what MLflow says of a store whether another version wrote it."""
    return any(words in message for words in ANOTHER_SCHEMA)


def of_another_version(store: str) -> str:
    """Say what to do about a store of another version."""
    return (
        f"{store}: written by another version of MLflow than {version('mlflow')}. Of an older one: copy it, "
        f"then uv run mlflow db upgrade {store}. Of a newer one: move it away, a new one is begun"
    )


def shown_store() -> str:
    """Return the store's address: a file's as it is; that of a server may hold a password, so its variable's name."""
    given = os.environ.get("MLFLOW_TRACKING_URI") or "sqlite:///mlflow.db"
    return given if given.startswith("sqlite:") else "$MLFLOW_TRACKING_URI"
