"""One thread for the libraries that start their own."""

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any


def on_one_thread() -> AbstractContextManager[Any]:
    """Hold BLAS and OpenMP to one thread during the `with`: the sums of more differ in their last bits."""
    limited: AbstractContextManager[Any] = _controller().limit(limits=1)
    return limited


@lru_cache(maxsize=1)
def _controller() -> Any:
    """Return threadpoolctl's list of the libraries in this process; to look for them takes it 10 ms."""
    # Whatever is imported later is not on the list.
    import sklearn.linear_model
    import sklearn.svm  # noqa: F401
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped, unused-ignore]

    return ThreadpoolController()
