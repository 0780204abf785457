"""What holds for every test."""

import logging
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings

# No test is timed: a busy machine is slow. Each run draws the same cases, so that a failure belongs to the change that
# it is seen on; `pytest --hypothesis-profile=new_cases` looks for others.
settings.register_profile("same_cases", deadline=None, derandomize=True)
settings.register_profile("new_cases", deadline=None)
settings.load_profile("same_cases")
# What several folders of tests share.
pytest_plugins = (
    "fixtures.apis",
    "fixtures.connections",
    "fixtures.made_up_study",
    "fixtures.numbers_site",
    "fixtures.small_database",
    "fixtures.world",
)


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


@pytest.fixture(scope="module")
def browser():
    """Chromium, without a window; tests that ask for it say where they are skipped without one."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()
