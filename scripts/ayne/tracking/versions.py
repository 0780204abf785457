"""A store that another version of MLflow wrote, said in words."""

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
            if not any(words in str(error) for words in ANOTHER_SCHEMA):
                raise
            raise DataError(
                f"mlflow.db: written by another version of MLflow than {version('mlflow')}. Of an older one: copy it, "
                "then uv run mlflow db upgrade sqlite:///mlflow.db. Of a newer one: move it away, a new one is begun"
            ) from None

    return opened
