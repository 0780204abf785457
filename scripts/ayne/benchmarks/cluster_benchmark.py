"""How much faster a search of parameters is on more nodes: each trial a SLURM job, on nodes of one core each.

Beside it Optuna's own `n_jobs`, which are threads of one process. The nodes share this machine: more of them than it
has cores are worth no more than those.
"""

import json
import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ayne.benchmarks.pipeline_benchmark import run
from ayne.benchmarks.slurm_cluster import missing_daemons, slurm_cluster
from ayne.benchmarks.staleness_benchmark import lay_out
from ayne.core.errors import DataError
from ayne.core.logging import get_logger
from ayne.models.fit_part import read_study
from ayne.models.search import random_until, try_parameters
from ayne.models.space import distributions, starting_point
from ayne.provenance.job_records import read_records

logger = get_logger("benchmark")

MODEL = "xgboost"
DATA = ("results/features/pre_release.parquet", "results/features/target.parquet")
SNAKEMAKE = (sys.executable, "-m", "snakemake", "--configfile", "study.yaml")
SLURM_PROFILE = ("--workflow-profile", "profiles/slurm", "--max-threads", "1")
ON_SLURM = (*SLURM_PROFILE, "--slurm-init-seconds-before-status-checks", "2")


def benchmark_cluster(
    root: Path, scratch: Path, *, nodes: Sequence[int], trials: int, folds: int, at_once: int, trees: int
) -> dict[str, Any]:
    """Return the seconds of one search on each number of nodes, and of Optuna's threads on this machine's cores.

    `folds` are the years of a walk-forward, `at_once` the trials of a round, `trees` what each fit has. DataError where
    the machine has no SLURM.
    """
    if missing := missing_daemons():
        raise DataError(f"no {', '.join(missing)} on this machine: apt-get install slurmd slurmctld slurm-client munge")
    params = {"n_estimators": trees, "max_depth": {"from": 3, "to": 8}, "learning_rate": {"from": 0.02, "to": 0.2}}
    scratch.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=scratch) as name:
        study = Path(name).resolve() / "study"
        lay_out(root, study)
        search = {"trials": trials, "at_once": at_once, "params": params}
        (study / "study.yaml").write_text(json.dumps(_settings(search, folds)), encoding="utf-8")
        files = [f"results/search/{MODEL}/{number}.json" for number in range(trials)]
        run([*SNAKEMAKE, "--cores", "2", "--", *DATA, files[0]], study)
        seconds = {count: _on_nodes(study, count, files) for count in nodes}
        threads = _on_threads(study, files[0], params, trials)
    return _report(seconds, threads, {"trials": trials, "folds": folds, "at_once": at_once, "trees": trees})


def _settings(search: dict[str, Any], folds: int) -> dict[str, Any]:
    """Return the settings of a study with enough years for the folds."""
    return {
        "catalogue": {"snapshot": "2022-06-30", "first_year": 2018 - folds},
        "simulation": {"movies": 2000},
        "evaluation": {"test_from": "2021-01-01", "test_to": "2021-12-31", "walk_forward_years": folds},
        "models": {MODEL: search},
    }


def _on_nodes(study: Path, count: int, files: Sequence[str]) -> float:
    """Return the seconds of a search on a cluster of so many nodes."""
    shutil.rmtree(study / "results/search")
    with slurm_cluster(study.parent / f"slurm{count}", nodes=count, cores=1) as cluster:
        os.environ |= {key: cluster.environment[key] for key in ("SLURM_CONF", "PATH")}
        began = time.monotonic()
        run([*SNAKEMAKE, *ON_SLURM, "--", *files], study)
        seconds = time.monotonic() - began
    logger.info("%d nodes: %.0f s", count, seconds)
    return seconds


def _on_threads(study: Path, trial: str, params: dict[str, Any], trials: int) -> float:
    """Return the seconds of as many trials in one process, as many at once as the machine has cores."""
    import optuna

    from ayne.models.estimators import xgboost

    settings = next(value for value in read_records(study)[trial].parameters if "evaluation" in value)
    data = read_study(*(study / name for name in DATA), json.dumps(settings))
    space, start = distributions(MODEL, xgboost.DEFAULTS, params), starting_point(xgboost.DEFAULTS, params)

    def objective(trial: Any) -> float:
        drawn = {name: _draw(trial, name, within) for name, within in space.items()}
        return try_parameters(data, xgboost, start | drawn).rmse_log

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    began = time.monotonic()
    optuna.create_study(sampler=random_until(data.seed)).optimize(objective, n_trials=trials, n_jobs=_cores())
    return time.monotonic() - began


def _draw(trial: Any, name: str, within: Any) -> Any:
    draw = trial.suggest_float if isinstance(within.low, float) else trial.suggest_int
    return draw(name, within.low, within.high, log=within.log)


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def _report(seconds: dict[int, float], threads: float, search: dict[str, int]) -> dict[str, Any]:
    """Return the figures; a speed-up is against the smallest number of nodes."""
    fewest = min(seconds)
    return {
        "search": search | {"model": MODEL},
        "cores": _cores(),
        "nodes": {
            str(count): {
                "wall_s": round(wall, 1),
                "s_per_trial": round(wall / search["trials"], 2),
                "speed_up": round(seconds[fewest] / wall, 2),
                "of_what_cores_allow": round(seconds[fewest] / wall / (min(count, _cores()) / fewest), 2),
            }
            for count, wall in seconds.items()
        },
        "optuna_n_jobs": {"n_jobs": _cores(), "wall_s": round(threads, 1)},
    }
