"""Every command of README and docs is known here; those that can be run on a small study are run."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"^```(?:sh|bash)\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"`(uv run [^`]+)`")
TRACED = re.compile(r'trace "([^"]+)"')

# How a command is run here: a job builds its target in a copy of the project, ayne and Python run there; those of an
# archive are run one after the other; WHY_NOT says of others.
JOB, AYNE, PYTHON, ARCHIVE, OTHER = "job", "ayne", "python", "archive", "other"
OF_AN_ARCHIVE = (
    "uv run ayne simulate --movies",
    "uv run snakemake --directory studies/archive",
    "uv run ayne diff A B",
)
WHY_NOT = {
    "uv run pytest": "this is it",
    "uv run pytest -m slow": "this is part of it",
    "uv run typer ayne.cli.main utils docs": "tests/cli compares the page",
    "uv run pre-commit install": "changes the clone's hooks",
    "uv run mlflow ui": "MLflow's own",
    "uv run ayne ui": "tests/workflow/test_pages.py opens it in a browser",
    "uv run ayne simulate --port": "tested in tests/cli",
    "uv run snakemake --config catalogue='{source: live": "needs keys; tests/collection asks a simulated API",
    "uv run snakemake results/benchmarks/collect.json": "takes eight minutes; tested in tests/benchmarks",
    "uv run snakemake --directory ~/studies": "as studies/small",
    "uv run snakemake --directory studies/minimal": "tests/workflow/conftest.py builds it",
    "uv run snakemake …": "stands for any",
    "uv run ayne …": "stands for any",
    "uv run ayne try": "tests/workflow/test_try.py tries out a family, a model and a setting",
    "uv run ayne simulate --like": "tests/simulation/test_likeness.py compares an archive with the world",
    "uv run ayne serve": "tests/workflow/test_serve.py asks it, test_serve_page.py opens its page",
    "uv run ayne fetch-pages": "is of real movies; tests/cli asks a server of its own",
}


def commands():
    """Every command of the pages, once, without what installs uv or wraps the line."""
    found = {}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fenced = [line for block in FENCE.findall(text) for line in block.splitlines()]
        for line in [*fenced, *INLINE.findall(text)]:
            for command in line.partition(" #")[0].split(" && "):
                if command.strip().startswith(("uv run ", "CATALOGUE__")):
                    found.setdefault(command.strip(), page.name)
    return found


COMMANDS = commands()


def plain(command):
    """The command without the number of cores, which is the reader's."""
    return re.sub(r" --cores \d+", "", command)


def kind_of(command):
    if plain(command).startswith(OF_AN_ARCHIVE):
        return ARCHIVE
    if (
        any(plain(command).startswith(known) for known in WHY_NOT)
        or "…" in command
        or command.startswith("CATALOGUE__")
    ):
        return OTHER
    tool = command.split()[2] if len(command.split()) > 2 else ""
    return {"snakemake": JOB, "ayne": AYNE, "python": PYTHON}.get(tool)


def test_every_command_of_the_docs_is_known_here():
    unknown = {command: page for command, page in COMMANDS.items() if kind_of(command) is None}
    assert unknown == {}
    assert sum(kind_of(command) == JOB for command in COMMANDS) >= 6
    assert sum(kind_of(command) == AYNE for command in COMMANDS) >= 3
    assert [plain(command)[:20] for command in COMMANDS if kind_of(command) == ARCHIVE] != []
    # a reason for what is in no page any more would hide the next one
    assert [
        known for known in WHY_NOT if "…" not in known and not any(plain(one).startswith(known) for one in COMMANDS)
    ] == []


def test_the_movie_of_the_docs_is_in_the_default_world():
    from ayne.core.config import load_settings
    from ayne.simulation.world import generate_years

    named = {title for command in COMMANDS for title in TRACED.findall(command)}
    settings = load_settings()
    world = generate_years(
        settings.simulation.seed, settings.simulation.movies, settings.years.start, settings.snapshot
    )
    titles = {movie.title for year in world if year.year in {2023, 2026} for movie in year.movies()}
    assert len(named) == 1
    assert named <= titles, f"trace in the docs names {named}; another movie of the world would do"


def test_every_page_links_to_what_is_there():
    link = re.compile(r"\]\(([^)#]+?)(?:#[^)]*)?\)")
    links = [(page, target) for page in PAGES for target in link.findall(page.read_text(encoding="utf-8"))]
    local = [(page, target) for page, target in links if not target.startswith("http")]
    broken = [f"{page.name}: {target}" for page, target in local if not (page.parent / target).exists()]
    assert broken == []


def test_the_settings_of_the_docs_are_settings(tmp_path):
    import yaml

    from ayne.core.config import load_settings

    for page in PAGES:
        for block in re.findall(r"^```yaml\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            load_settings(yaml.safe_load(block))


def run(folder, *command):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("AYNE", "MLFLOW"))}
    environment |= {"PYTHONPATH": str(folder / "scripts"), "COLUMNS": "120"}
    return subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize("command", [command for command in COMMANDS if kind_of(command) == JOB])
def test_a_job_of_the_docs_runs(project, command):
    """On the small study, with the target and the options that the page gives."""
    arguments = shlex.split(command)[3:]
    (project.folder / "small.yaml").write_text("simulation: {movies: 300}\ncatalogue: {first_year: 2014}\n")
    small = [] if "--configfile" in arguments else ["--configfile", "study.yaml"]
    ends = arguments.index("--") if "--" in arguments else len(arguments)
    options, targets = arguments[:ends], arguments[ends + 1 :]
    page = options[options.index("--report") + 1] if "--report" in options else None
    targets += [option for option in options if option.startswith(("results/", "data/")) and option != page]
    options = [option for option in options if option not in targets]
    if page:
        project.build(target=targets[0])
    done = project.snakemake(*options, *small, "--", *targets)
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.slow
@pytest.mark.parametrize("command", [one for one in COMMANDS if kind_of(one) == JOB or "studies/archive" in one])
def test_a_job_of_the_docs_is_planned_as_it_stands(project, command):
    """With every option and setting as the page has it; what it needs of other folders is put there."""
    recorded = project.folder.parent / "recorded"
    simulate = (
        "from datetime import date; from pathlib import Path; from ayne.simulation.write_world import write_archive"
    )
    simulate += (
        f"; write_archive(Path({str(recorded)!r}), seed=3, movies=300, first_year=1995, snapshot=date(2024, 1, 16))"
    )
    assert run(project.folder, "-c", simulate).returncode == 0
    (project.folder / "small.yaml").write_text("simulation: {movies: 300}\ncatalogue: {first_year: 2014}\n")
    arguments = [word for word in shlex.split(command)[3:] if word != "--report"]
    done = run(project.folder, "-m", "snakemake", "-n", *arguments)
    assert done.returncode == 0, done.stderr[-3000:] + done.stdout[-1000:]


@pytest.mark.slow
@pytest.mark.parametrize("command", [command for command in COMMANDS if kind_of(command) == AYNE])
def test_an_ayne_command_of_the_docs_runs(project, command):
    project.build(target="results/predictions/upcoming.csv")
    arguments = shlex.split(re.sub(TRACED, f"trace {some_movie(project)}", command))[3:]
    done = run(project.folder, "-c", "from ayne.cli import app; app()", *arguments)
    # The small study's settings differ from what is configured: verify may say so
    assert done.returncode == 0 or "verify" in command, done.stdout[-2000:] + done.stderr[-2000:]
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("command", [command for command in COMMANDS if kind_of(command) == PYTHON])
def test_a_script_of_the_docs_runs(project, command):
    done = run(project.folder, *shlex.split(command)[3:])
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.slow
def test_an_archive_is_written_studied_and_compared_as_the_docs_say(project):
    simulate, study, diff = (
        next(shlex.split(command)[2:] for command in COMMANDS if plain(command).startswith(start))
        for start in OF_AN_ARCHIVE
    )
    simulate = [{"100000": "700", "DIR": "../recorded"}.get(word, word) for word in simulate]
    done = run(project.folder, "-c", "from ayne.cli import app; app()", *simulate[1:])
    assert done.returncode == 0, done.stderr[-2000:]
    # with the small study's models and years
    place = study.index("--config")
    done = project.snakemake(*study[1:place], "--configfile", "study.yaml", *study[place:])
    assert done.returncode == 0, done.stderr[-3000:]
    assert (project.folder / "studies/archive/results/report.html").is_file()
    diff = [{"A": ".", "B": "studies/archive"}.get(word, word) for word in diff]
    done = run(project.folder, "-c", "from ayne.cli import app; app()", *diff[1:])
    assert "metrics.json" in done.stdout
    assert "Traceback" not in done.stderr


def some_movie(project):
    import duckdb

    with duckdb.connect(project.folder / "data/movies.duckdb", read_only=True) as session:
        return session.execute("SELECT min(movie_id) FROM movies").fetchall()[0][0]


def test_the_notebook_opens_the_database_and_draws(built, monkeypatch):
    """Its cells are run in order, as Jupyter would, on the small study."""
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot

    cells = json.loads((ROOT / "docs" / "explore.ipynb").read_text(encoding="utf-8"))["cells"]
    monkeypatch.chdir(built.folder)
    shown = []
    monkeypatch.setattr(pyplot, "show", lambda: shown.append(pyplot.gcf()))
    names = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            exec(compile("".join(cell["source"]), "explore.ipynb", "exec"), names)  # noqa: S102 (the notebook is ours)
    pyplot.close("all")
    assert len(shown) == 3
    assert names["movies"].height > 100
    assert "movie_facts" in names["tables"]["table_name"].to_list()
