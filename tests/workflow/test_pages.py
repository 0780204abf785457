"""All pages of a study in a real browser: report, quality, features, Snakemake's own report, MLflow's UI."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from urllib.error import URLError

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")]

PAGES = ("report", "quality", "features", "rules")
SNAKEMAKE = "results/snakemake.html"


@pytest.fixture(scope="module")
def study(built, tmp_path_factory):
    """A copy of the built project with every page."""
    folder = tmp_path_factory.mktemp("pages") / "project"
    with built.lock:
        shutil.copytree(built.folder, folder, symlinks=True)
    project = type(built)(folder)
    targets = [f"results/{page}.html" for page in PAGES]
    for target in [*targets, "results/exports/ayne.xlsx"]:
        project.build(target=target)
    # A copied study takes no run of the original's for its own.
    (folder / "mlflow.db").unlink()
    shutil.rmtree(folder / "mlruns")
    project.build("--forcerun", "log_runs", target="results/registered.json")
    return project


@contextmanager
def opened(browser, address, width=1400, scheme="light"):
    """Yield the page and what it says on the console or asks of the network."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, heard = context.new_page(), []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "request", lambda request: heard.append(request.url) if not request.url.startswith(("file:", "data:")) else 0
    )
    page.goto(address)
    yield page, heard
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_and_axe_finds_nothing_serious(study, browser, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    address = (study.folder / f"results/{name}.html").as_uri()
    for width in (1400, 390):
        with opened(browser, address, width, scheme) as (page, heard):
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            found = axe.Axe().run(page).response["violations"]
            assert [
                (one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}
            ] == []
            assert heard == []


def test_snakemakes_own_report_has_a_caption_and_a_category_for_every_result(study, browser):
    done = study.snakemake("--configfile", "study.yaml", "--report", SNAKEMAKE, "--", "results/report.html")
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Warning" not in done.stdout + done.stderr
    with opened(browser, (study.folder / SNAKEMAKE).as_uri()) as (page, _):
        found = page.evaluate("results")
        categories = page.evaluate("categories")
        assert {"results/report.html", "results/models/comparison.json", "results/questions/peers.svg"} <= found.keys()
        assert [path for path, shown in found.items() if not re.sub("<[^>]+>", "", shown["caption"]).strip()] == []
        assert set(categories) == {"Data", "Figures", "Forecasts", "Model", "Questions", "Report"}
        page.get_by_text("Questions", exact=True).click()
        page.get_by_text("Will a movie break even at 2.5 budgets, and at which budget would it?").first.wait_for()


@contextmanager
def mlflow_ui(folder):
    """Yield the address of `ayne ui` in a folder, on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from ayne.cli import app; app()", "ui", "--port", str(port)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MLFLOW")}
    environment |= {"PYTHONPATH": str(folder / "scripts")}
    with (folder / "ui.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()
        # MLflow is ended with the command that started it
        with pytest.raises(URLError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health")


def wait_for(address):
    for _ in range(300):
        try:
            with urllib.request.urlopen(address) as answer:  # noqa: S310 (this machine)
                return answer.read()
        except URLError:
            time.sleep(0.5)
    raise AssertionError(f"{address} does not answer")


def test_mlflows_pages_lead_from_the_experiment_to_all_models_and_their_figures(study, browser):
    with mlflow_ui(study.folder) as address, opened(browser, f"{address}/#/experiments/1/runs") as (page, heard):
        page.set_default_timeout(60_000)
        # a study's run, and above it the way to all models
        page.get_by_text("simulated · pre_release · 2022-06-30").first.wait_for()
        with page.context.expect_page() as other:
            page.get_by_role("link", name="all models with their scores").first.click()
        models = other.value
        models.set_default_timeout(60_000)
        for name in ("xgboost", "ridge", "blend", "log_budget_ols"):
            models.get_by_text(f"{name} · pre_release · 2022-06-30").first.wait_for()
        models.get_by_text("walk_forward_rmse_log").first.wait_for()
        models.goto(f"{address}/#/models/ayne-worldwide-gross")
        models.get_by_text("@ champion").first.wait_for()
        assert [output for output in heard if output.startswith("http") and not output.startswith(address)] == []
