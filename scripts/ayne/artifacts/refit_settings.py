"""`results/predictions/model/settings.json`: what the model that forecasts was made of, and its features are."""

from datetime import date
from typing import Any

from ayne.artifacts.artifact import Artifact


class ForecastSettings(Artifact):
    """What the settings and dictionaries say: `options` are those of the features, `features` describes each column."""

    feature_set: str
    families: tuple[str, ...]
    options: dict[str, Any]
    snapshot: date
    known_after_days: int
    payback_multiple: float
    seed: int
    features: dict[str, dict[str, str]]


class RefitSettings(ForecastSettings):
    """The whole file: beside them the model's name and parameters, and the number of movies it was fitted on."""

    model: str
    params: dict[str, Any]
    n_train: int
