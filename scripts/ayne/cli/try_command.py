"""`ayne try`: an experiment next to the study, with a verdict."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
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
    from ayne.artifacts.champion import Champion
    from ayne.core.config_layers import Layers
    from ayne.core.settings import Settings

logger = get_logger("ayne")
# Other data are another study.
SECTIONS = ("features", "models", "evaluation", "seed")
LEFT = "is left, where the same command goes on; `ayne experiments --remove` removes all that are left"


def try_out(
    family: Annotated[list[str] | None, typer.Option(help="Add a feature family; can be repeated")] = None,
    model: Annotated[str | None, typer.Option(help="Fit another model, and compare it with the champion")] = None,
    assignments: Annotated[
        list[str] | None, typer.Option("--set", help="Change a setting: models.xgboost.params.max_depth=4")
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(help="Compare with this model; default: the champion before and after, for --model the best one"),
    ] = None,
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
        check(tried, {"what is tried": changes, str(configfile): settings})
        chosen = directory / CHAMPION
        if not chosen.is_file():
            raise DataError(f"{chosen}: no study to compare with; build one first (`snakemake results/model`)")
        pairs = compared(Champion.read(chosen), model, compare)
        name = sha256(repr((changes, pairs)).encode()).hexdigest()[:8]
        folder, words = experiment_folder(directory, ROOT, name), in_words(family or [], model, assignments or [])
        make_experiment(directory, folder)
        typer.echo(f"trying {words} in {folder}")
        build(folder, tried, words, predictions(pairs[0].after), cores)
        try:
            for pair in pairs:
                typer.echo(f"\n{judge(directory, folder, pair)}")
        finally:
            if not keep:
                shutil.rmtree(folder)
    if keep:
        typer.echo(f"kept: {folder}; `ayne experiments --remove` removes all that are left")


def check(tried: dict[str, Any], layers: "Layers") -> None:
    """Refuse what the workflow would refuse while it is read, before anything is made for it."""
    from ayne.core.config import load_settings, place_of
    from ayne.features.family_files import family_dictionaries
    from ayne.models.space import check_models

    settings = load_settings(tried, layers)
    family_dictionaries(settings.features.families, ROOT)
    check_models(settings.models, where=lambda path: place_of(path, layers))
    check_models(settings.horizons.models, "horizons.models", where=lambda path: place_of(path, layers))


@dataclass(frozen=True)
class ModelPair:
    """A model of the study, one of the experiment, and in words what is compared."""

    before: str
    after: str
    title: str


def compared(champion: "Champion", model: str | None, compare: str | None) -> list[ModelPair]:
    """Return what an experiment is judged by.

    A new `model` is compared with the best that is no blend, and then the blend that has it with the one that has not;
    anything else by the champion before and after. `compare` names another model in its place.
    """
    from ayne.models.estimator import BASELINES, is_blend, load_estimator

    if model is None:
        name = compare or champion.model
        return [ModelPair(name, name, name)]
    scores = champion.walk_forward_rmse_log
    blends = [name for name in scores if is_blend(load_estimator(name))]
    if compare or model in BASELINES or is_blend(load_estimator(model)):
        before = compare or champion.model
        return [ModelPair(before, model, f"{model} against {before}")]
    alone = {name: score for name, score in scores.items() if name not in {*blends, *BASELINES}} or scores
    best = min(sorted(alone), key=lambda name: alone[name])
    of_its_kind = ModelPair(best, model, f"{model} against {best}, the best model that is no blend")
    return [of_its_kind, *(ModelPair(name, name, f"{name} with {model} against {name} without it") for name in blends)]


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
            f"--family {known_already[0]}: the settings have it already; run `ayne try` without an option, which tries "
            "all that is edited; --set features.families=[…] leaves it out"
        )
    if families:
        changes = merged(changes, {"features": {"families": [*known, *families]}})
    if model in settings.models:
        raise ConfigError(
            f"--model {model}: the settings have it already; run `ayne try` without an option, which tries all that is "
            "edited; results/models/comparison.json compares the models of a study"
        )
    return merged(changes, {"models": {model: {}}}) if model else changes


def in_words(families: Sequence[str], model: str | None, assignments: Sequence[str]) -> str:
    """Return `family text, features.base_year=2019`; the code where nothing else is tried."""
    added = [*(f"family {family}" for family in families), *([f"model {model}"] if model else [])]
    return ", ".join([*added, *assignments]) or "the code as it is"


def predictions(model: str) -> Path:
    """Return where a model's forecasts are, below a study."""
    return MODELS / model / "predictions.parquet"


def build(folder: Path, tried: dict[str, Any], words: str, target: Path, cores: int) -> None:
    """Have Snakemake build the target of the experiment; exit code 1 where it fails, 130 where it is interrupted."""
    from ayne.provenance.experiment_folder import EXPERIMENT, is_begun

    settings = folder / EXPERIMENT
    write_text(settings, f"# {words}\n{yaml.safe_dump(tried)}")
    command = [sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile")]
    command += ["--directory", str(folder), "--cores", str(cores), "--configfile", str(settings), "--", str(target)]
    known = {key: value for key, value in os.environ.items() if key != "AYNE_SETTINGS"}
    run = subprocess.Popen(command, cwd=folder, env=known)  # noqa: S603 -- Snakemake of this environment
    try:
        code = run.wait()
    except KeyboardInterrupt:
        run.wait()  # it ends by itself, as Ctrl-C reaches it, too
        typer.echo(f"{folder} {LEFT}")
        raise typer.Exit(130) from None
    if code and is_begun(folder):
        raise DataError(f"the experiment is not built; {folder} {LEFT}")
    if code:
        shutil.rmtree(folder)
        raise DataError("the experiment was not begun, and nothing of it is left")


def judge(study: Path, folder: Path, pair: ModelPair) -> str:
    """Return the verdict in words."""
    import polars as pl

    from ayne.champion.verdict import verdict_on
    from ayne.core.config import load_settings

    before, after = study / predictions(pair.before), folder / predictions(pair.after)
    if not before.is_file():
        raise DataError(f"{before} does not exist; build the study's models first")
    verdict = verdict_on(pl.read_parquet(before), pl.read_parquet(after), seed=load_settings().seed)
    return f"{pair.title}: {verdict.in_words()}"
