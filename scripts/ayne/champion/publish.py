"""The folder that the champion is published in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from ayne.artifacts.champion import Champion
from ayne.artifacts.features import Feature, Features
from ayne.artifacts.metrics import Metrics
from ayne.champion.card import model_card
from ayne.core.files import copy_file, write_text
from ayne.models.encoding import feature_columns
from ayne.models.estimator import load_estimator
from ayne.models.model_files import INTERVALS, METRICS, PREPROCESSING, write_sums

FEATURES = "features.json"
CARD = "model_card.md"
Dictionary = Mapping[str, Mapping[str, Any]]


def publish_model(
    champion: Champion, models: Path, folder: Path, *, features: pl.DataFrame, dictionary: Dictionary,
    facts: Mapping[str, str],
) -> list[Path]:  # fmt: skip
    """Copy the champion's files from `models/{model}` to `folder` and describe them; the paths written.

    `dictionary` maps a feature to its `family`, `unit` and `description`; `facts` go into the model card:
    `catalogue_source` and `snapshot`. A model file that an earlier champion left is removed.
    """
    name = champion.model
    model_file = load_estimator(name).MODEL_FILE
    copied = [model_file, PREPROCESSING, INTERVALS, METRICS]
    for file in copied:
        _copy(models / name / file, folder / file)
    _remove_other_models(folder, model_file)
    described = describe_features(features, dictionary)
    metrics = Metrics.read(models / name / METRICS)
    Features(feature_set=metrics.feature_set, features=described).write(folder / FEATURES)
    write_text(folder / CARD, model_card(metrics, champion, described, facts))
    names = [*copied, FEATURES, CARD]
    write_sums(folder, names)
    return [folder / file for file in [*names, "SHA256SUMS"]]


def describe_features(features: pl.DataFrame, dictionary: Dictionary) -> list[Feature]:
    """Return one entry per feature, in the model's order, with what the dictionary says of it."""
    return [
        Feature(name=name, kind=kind, **dictionary.get(name, {})) for name, kind in feature_columns(features).items()
    ]


def _copy(source: Path, target: Path) -> None:
    """Copy unless the content is there already, so that an unchanged file keeps its time."""
    if not target.is_file() or target.read_bytes() != source.read_bytes():
        copy_file(source, target)


def _remove_other_models(folder: Path, model_file: str) -> None:
    for path in folder.glob("model.*"):
        if path.name != model_file:
            path.unlink()
