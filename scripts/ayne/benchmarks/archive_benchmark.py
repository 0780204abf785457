"""What recorded answers cost on their way to the database and to the model, here and at an earlier commit, in turns.

Each build begins with an empty folder, as the main job's do.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from ayne.benchmarks.pipeline_benchmark import Checkout, Cost, CostsByName, checkouts_of, main_job, report, run
from ayne.core.files import read_json
from ayne.core.job import PROGRESS
from ayne.core.logging import get_logger

progress = get_logger(PROGRESS)

YEARS = "source: archive, first_year: 1900, last_year: 2015, min_vote_count: 0, snapshot: '2024-01-16'"
OTHER_SETTINGS = ("evaluation={test_from: '2012-01-01', test_to: '2015-12-31'}",)
TARGETS = ("data/movies.duckdb", "results/model")
# For one round, both sides together, on two quiet cores.
MINUTES = 5


def benchmark_archive(
    root: Path, commit: str, scratch: Path, archive: Path, rounds: int, cores: int
) -> dict[str, object]:
    """Build the database, then the model, from an archive: the medians and ratios of their costs, and the champions.

    The model's cost has the database's in it. DataError where the commit is not in the repository, or a run fails.
    """
    progress.info("rounds: %d, each of about %d minutes on two quiet cores", rounds, MINUTES)
    costs_by_name: CostsByName = {}
    with checkouts_of(root, commit, scratch) as (folder, checkouts):
        for number in range(1, rounds + 1):
            for which, checkout in checkouts.items():
                study = folder / f"study_{which}"
                shutil.rmtree(study, ignore_errors=True)
                for target, cost in costs_of_archive(checkout, study, archive, cores):
                    costs_by_name.setdefault(f"{target}_{which}", []).append(cost)
                    shown = f"{cost.wall_s:.0f} s, {cost.cpu_s:.0f} CPU-seconds, {cost.jobs} jobs"
                    progress.info("round %d of %d, %s, %s: %s", number, rounds, which, target, shown)
        champions = {f"champion_{which}": champion_of(folder / f"study_{which}") for which in checkouts}
    return report(commit, rounds, costs_by_name) | champions


def costs_of_archive(checkout: Checkout, study: Path, archive: Path, cores: int) -> Iterator[tuple[str, Cost]]:
    """Yield of each target what it has cost a checkout, with those before it."""
    options = ("--config", f"catalogue={{archive: {archive.resolve()}, {YEARS}}}", *OTHER_SETTINGS)
    whole = Cost(0, 0)
    for target in TARGETS:
        cost = run(main_job(checkout, study, cores, *options, target=target), checkout.folder)
        whole = Cost(whole.wall_s + cost.wall_s, whole.cpu_s + cost.cpu_s, whole.jobs + cost.jobs)
        yield target, whole


def champion_of(study: Path) -> dict[str, object]:
    """Return the name of a study's champion, and its errors in ln gross by walk-forward and on the test."""
    metrics = read_json(study / "results/model/metrics.json")
    return {
        "model": metrics["model"],
        "walk_forward_rmse_log": metrics["walk_forward"]["overall"]["rmse_log"],
        "test_rmse_log": metrics["test"]["rmse_log"],
    }
