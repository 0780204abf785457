"""`ayne try`: an experiment beside the study, with a verdict."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import yaml

from ayne.cli.options import ConfigFile, Directory
from ayne.core.errors import ConfigError, DataError
from ayne.core.files import write_text
from ayne.core.logging import configure_logging, errors_to_exit, get_logger
from ayne.core.study_files import CHAMPION, MODELS, ROOT

if TYPE_CHECKING:
    from ayne.core.settings import Settings

logger = get_logger("ayne")
# Other data are another study.
SECTIONS = ("features", "models", "evaluation", "seed")


def try_out(
    family: Annotated[list[str] | None, typer.Option(help="Add a feature family; can be repeated")] = None,
    model: Annotated[str | None, typer.Option(help="Fit another model, and compare it with the champion")] = None,
    assignments: Annotated[
        list[str] | None, typer.Option("--set", help="Change a setting: models.xgboost.params.max_depth=4")
    ] = None,
    compare: Annotated[str | None, typer.Option(help="Compare this model before and after; default: champion")] = None,
    cores: Annotated[int, typer.Option(min=1, help="Jobs at the same time")] = os.cpu_count() or 1,
    keep: Annotated[bool, typer.Option("--keep", help="Keep the experiment's folder")] = False,
    directory: Directory = Path(),
    configfile: ConfigFile = None,
) -> None:
    """Try a family, a model or a setting, or, without any, your edited code: the study itself is not changed.

    Whatever is not affected is taken from the study. The verdict is on the walk-forward years; the test years are not
    used. Undoing the edit costs nothing, because the study was never built with it.
    """
    from ayne.artifacts.champion import Champion
    from ayne.core.config import load_settings
    from ayne.core.config_layers import merged, read_yaml, undotted
    from ayne.provenance.experiment_folder import experiment_folder, make_experiment

    configure_logging()
    with errors_to_exit(logger, directory):
        settings = undotted(read_yaml(configfile)) if configfile else {}
        changes = changes_of(load_settings(settings), family or [], model, assignments or [])
        tried = merged(settings, changes)
        load_settings(tried)
        chosen = directory / CHAMPION
        if not chosen.is_file():
            raise DataError(f"{chosen}: no study to compare with; build one first (`snakemake results/model`)")
        champion = Champion.read(chosen).model
        before, after = compare or champion, compare or model or champion
        name = sha256(repr((changes, before, after)).encode()).hexdigest()[:8]
        folder = experiment_folder(directory, ROOT, name)
        make_experiment(directory, folder)
        typer.echo(f"trying {in_words(family or [], model, assignments or [])} in {folder}")
        build(folder, tried, predictions(after), cores)
        typer.echo(f"\n{judge(directory / predictions(before), folder / predictions(after), before, after)}")
    if keep:
        typer.echo(f"kept: {folder}")
    else:
        shutil.rmtree(folder)


def changes_of(settings: "Settings", families: Sequence[str], model: str | None, assignments: Sequence[str]) -> Any:
    """Return the settings that differ from the study's; ConfigError where one changes nothing or is of the data."""
    from ayne.core.config_layers import merged, undotted

    changes: dict[str, Any] = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals or key.partition(".")[0] not in SECTIONS:
            allowed = ", ".join(SECTIONS)
            raise ConfigError(f"--set {assignment}: write key=value of {allowed}; other data need a study of their own")
        changes = merged(changes, undotted({key: yaml.safe_load(value)}))
    known = list(settings.features.families)
    if known_already := [family for family in families if family in known]:
        raise ConfigError(
            f"--family {known_already[0]}: the study has it already; --set features.families=[…] leaves it out"
        )
    if families:
        changes = merged(changes, {"features": {"families": [*known, *families]}})
    if model in settings.models:
        raise ConfigError(f"--model {model}: the study has it already; results/models/comparison.json compares it")
    return merged(changes, {"models": {model: {}}}) if model else changes


def in_words(families: Sequence[str], model: str | None, assignments: Sequence[str]) -> str:
    """Return `family text, features.base_year=2019`; the code where nothing else is tried."""
    added = [*(f"family {family}" for family in families), *([f"model {model}"] if model else [])]
    return ", ".join([*added, *assignments]) or "the code as it is"


def predictions(model: str) -> Path:
    """Return where a model's forecasts are, below a study."""
    return MODELS / model / "predictions.parquet"


def build(folder: Path, tried: dict[str, Any], target: Path, cores: int) -> None:
    """Have Snakemake build the target of the experiment; exit code 1 where it fails, 130 where it is interrupted."""
    settings = folder / "experiment.yaml"
    write_text(settings, yaml.safe_dump(tried))
    command = [sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile")]
    command += ["--directory", str(folder), "--cores", str(cores), "--configfile", str(settings), "--", str(target)]
    known = {key: value for key, value in os.environ.items() if key != "AYNE_SETTINGS"}
    run = subprocess.Popen(command, cwd=folder, env=known)  # noqa: S603 -- Snakemake of this environment
    try:
        code = run.wait()
    except KeyboardInterrupt:
        run.wait()  # it ends by itself, as Ctrl-C reaches it, too
        raise typer.Exit(130) from None
    if code:
        raise DataError(f"the experiment is not built; it is left in {folder}, where the same command goes on")


def judge(before: Path, after: Path, model: str, tried: str) -> str:
    """Return the verdict in words."""
    import polars as pl

    from ayne.champion.verdict import verdict_on
    from ayne.core.config import load_settings

    if not before.is_file():
        raise DataError(f"{before} does not exist; build the study's models first")
    verdict = verdict_on(pl.read_parquet(before), pl.read_parquet(after), seed=load_settings().seed)
    return f"{model if model == tried else f'{tried} against {model}'}: {verdict.in_words()}"
