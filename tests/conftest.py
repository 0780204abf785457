"""What holds for every test."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_logging_left_behind() -> Iterator[None]:
    """Take away what a test's command set up: its stream is closed when the next test logs."""
    yield
    root = logging.getLogger()
    for handler in [
        handler for handler in root.handlers if type(handler) in {logging.StreamHandler, logging.FileHandler}
    ]:
        root.removeHandler(handler)
        handler.close()
