"""What holds for every test."""

import logging
import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# No test is timed, nor how long its cases take to draw: a busy machine is slow. Each run draws the same cases, so that
# a failure belongs to the change that it is seen on; `pytest --hypothesis-profile=new_cases` looks for others.
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("same_cases", **UNTIMED, derandomize=True)
settings.register_profile("new_cases", **UNTIMED)
settings.load_profile("same_cases")
# What whoever runs the tests may have set: settings of AYNE and of what it uses; the repository that a hook of git is
# in; colours, which Typer forces in GitHub's workflows; how wide a page is; a proxy, which would be asked for servers
# of this machine.
FOREIGN = (
    *("AYNE", "CATALOGUE", "ENVIRONMENT", "LOG_", "MLFLOW", "OMDB_", "SIMULATION", "SNAKEMAKE", "SOURCES", "TMDB_"),
    *("CI", "CLICOLOR", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "LINES", "NO_COLOR", "PY_COLORS", "TERMINAL_WIDTH"),
    "GIT_",
)
# Where recorded data lie, and another Python, which some tests are skipped without.
OURS = {"AYNE_SHARED_DATA", "AYNE_OTHER_PYTHON"}
for name in os.environ.keys() - OURS:
    if name.startswith(FOREIGN) or name.lower().endswith("_proxy"):
        del os.environ[name]
os.environ["TERM"] = "xterm"
# With it, `print` writes the end of a line apart, and what another process writes may come between.
os.environ.pop("PYTHONUNBUFFERED", None)
# What several folders of tests share.
pytest_plugins = (
    "fixtures.apis",
    "fixtures.connections",
    "fixtures.made_up_study",
    "fixtures.numbers_site",
    "fixtures.ports",
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
