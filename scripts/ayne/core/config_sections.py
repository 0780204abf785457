"""The sections of the settings: what each key takes, and the checks of one section alone."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

# Tables and views that people ask for; the others can be added.
EXPORTS = (
    *("movie_facts", "movie_amounts", "source_conflicts", "franchise_facts", "company_facts"),
    *("person_facts", "release_calendar", "rejected"),
)

Target = Literal["worldwide_gross_usd", "domestic_gross_usd", "opening_weekend_usd"]
FeatureSet = Literal["greenlight", "pre_release", "opening_weekend", "second_weekend", "post_release"]


def without_nulls(value: object) -> object:
    """Drop the entries that an upper layer set to null: `models: {xgboost: null}` leaves XGBoost out.

    Snakemake's `--config` gives null as text.
    """
    if not isinstance(value, dict):
        return value
    return {key: entry for key, entry in value.items() if entry is not None and entry != "null"}


def _typed(value: object) -> object:
    """Read numbers in a nested value of Snakemake's `--config`, which come as text."""
    if isinstance(value, dict):
        return {key: _typed(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_typed(entry) for entry in value]
    return yaml.safe_load(value) if isinstance(value, str) else value


class SettingsSection(BaseModel):
    """A part of the settings: refuses keys it does not know, and does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CatalogueSettings(SettingsSection):
    """Which movies, from where, as of when."""

    source: Literal["simulated", "archive", "live", "wikidata"] = "simulated"
    archive: Path | None = None
    snapshot: Literal["today"] | date = date(2026, 6, 30)
    first_year: int = Field(default=1995, ge=1874, le=2100)
    last_year: int | None = Field(default=None, ge=1874, le=2100)
    min_vote_count: int = Field(default=0, ge=0)
    min_sitelinks: int = Field(default=0, ge=0)
    with_amount: bool = False


class SimulationSettings(SettingsSection):
    """The simulated catalogue."""

    seed: int = 20260630
    movies: int = Field(default=6000, ge=100, le=10_000_000)
    api: Literal["tmdb", "wikidata"] = "tmdb"


class CpiSettings(SettingsSection):
    """Where US consumer prices are from: the shipped annual averages, or these and the months of the BLS since."""

    source: Literal["table", "bls"] = "table"


class TableSettings(SettingsSection):
    """How the tables are harmonised."""

    conflict_tolerance: float = Field(default=0.05, ge=0)
    previous_quality: Path | None = None


class PreviousForecasts(SettingsSection):
    """Forecasts of movies to come; `previous` is an earlier `results/predictions/`."""

    previous: Path | None = None


class QualityCheck(SettingsSection):
    """One check of the tables: its number must not be above the limit; `error` ends the run, `warn` is logged."""

    severity: Literal["warn", "error"]
    limit: float = Field(ge=0)


class CutOffDays(SettingsSection):
    """Days before its release on which a movie is described; the later sets are described as `pre_release` is."""

    greenlight: int = Field(default=365, ge=1)
    pre_release: int = Field(default=7, ge=1)


class FeatureSettings(SettingsSection):
    """What a forecast may know."""

    set: FeatureSet = "pre_release"
    families: tuple[str, ...] = (
        *("money", "calendar", "content", "people", "companies", "franchise"),
        *("release_week", "second_weekend", "annotations", "reception"),
    )
    cut_off_days: CutOffDays = CutOffDays()
    gross_known_after_days: int = Field(default=120, ge=0)
    base_year: int = Field(default=2020, ge=1913)


def _each_once(targets: tuple[str, ...]) -> tuple[str, ...]:
    if twice := sorted({name for name in targets if targets.count(name) > 1}):
        raise ValueError(f"{', '.join(twice)} is named twice")
    return targets


class EvaluationSettings(SettingsSection):
    """Which movies are the final test, and how many years before choose the model."""

    test_from: date = date(2022, 1, 1)
    test_to: date = date(2025, 12, 31)
    walk_forward_years: int = Field(default=5, ge=2)
    payback_multiple: float = Field(default=2.5, gt=0)
    champion: str | None = None
    targets: Annotated[tuple[Target, ...], AfterValidator(_each_once)] = Field(
        default=("worldwide_gross_usd",), min_length=1
    )


class DriftLimits(SettingsSection):
    """Above which a warning is given: of a feature's PSI and KS statistic, and of the error's growth as a ratio.

    `years`: how many before the test the newest year stands against.
    """

    years: int = Field(default=10, ge=1)
    psi: float = Field(default=0.25, gt=0)
    ks: float = Field(default=0.2, gt=0, le=1)
    error_ratio: float = Field(default=1.2, gt=0)


class ModelSettings(SettingsSection):
    """One model: its parameters, each a value, a list of choices or a range, and how many trials decide them."""

    params: Annotated[dict[str, Any], BeforeValidator(_typed)] = {}
    trials: int = Field(default=0, ge=0)


class SearchedModel(ModelSettings):
    """A model whose trials may be made in rounds of `at_once`, each as a job of its own."""

    at_once: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _check_at_once(self) -> Self:
        if self.at_once > 1 and not self.trials:
            raise ValueError("at_once: there are no trials to run at once; set trials as well")
        return self


class HorizonSettings(SettingsSection):
    """Which models forecast each amount at each horizon; a blend of them is tried as well, if they are several."""

    models: Annotated[dict[str, ModelSettings], BeforeValidator(without_nulls)] = {
        "ridge": ModelSettings(params={"alpha": 100}),
        "xgboost": ModelSettings(),
    }
