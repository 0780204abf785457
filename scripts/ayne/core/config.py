"""One Pydantic model for every setting, filled from layers.

Highest first: the command line, environment variables, `.env`, `config/{environment}.yaml`, `config/config.yaml`,
and the defaults written here.

A job of the workflow gets what was resolved while the workflow was parsed, as the file that AYNE_SETTINGS names
(secrets excepted: they stay in the environment or `.env`). `config/config.yaml` explains every key.
"""

import os
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from ayne.core.config_layers import DotEnv, EnvironmentVariables, YamlLayer, explain, read_yaml
from ayne.core.errors import ConfigError
from ayne.core.files import read_json, write_json

ROOT = Path(__file__).resolve().parents[3]
CONFIG = ROOT / "config"
SECRETS = frozenset({"tmdb_api_key", "omdb_api_key"})

OLDER = "older"

FeatureSet = Literal["greenlight", "pre_release", "opening_weekend", "post_release"]


def _without_nulls(value: object) -> object:
    """Drop the entries that an upper layer set to null: `models: {xgboost: null}` leaves XGBoost out."""
    return {key: entry for key, entry in value.items() if entry is not None} if isinstance(value, dict) else value


def _typed(value: object) -> object:
    """Read numbers in a nested value of Snakemake's `--config`, which come as text."""
    if isinstance(value, dict):
        return {key: _typed(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_typed(entry) for entry in value]
    return yaml.safe_load(value) if isinstance(value, str) else value


def _import_file(path: Path) -> Path:
    """Refuse a file that is not there or is no table; a relative path counts from the repository root."""
    path = ROOT / path
    if path.suffix not in {".csv", ".parquet"}:
        raise ValueError("a .csv or .parquet file is expected")
    if not path.is_file():
        raise ValueError("there is no such file")
    return path


ImportedFile = Annotated[Path, AfterValidator(_import_file)]


class Section(BaseModel):
    """A part of the settings: refuses keys it does not know, and does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Catalogue(Section):
    """Which movies, from where, as of when."""

    source: Literal["simulated", "archive", "live"] = "simulated"
    archive: Path | None = None
    snapshot: Literal["today"] | date = date(2026, 6, 30)
    first_year: int = Field(default=1995, ge=1874, le=2100)
    last_year: int | None = Field(default=None, ge=1874, le=2100)
    min_vote_count: int = Field(default=0, ge=0)


class Simulation(Section):
    """The simulated catalogue."""

    seed: int = 20260630
    movies: int = Field(default=6000, ge=100, le=10_000_000)


def _refresh_classes(value: object) -> object:
    """Take the keys for text, as JSON writes them, and drop the classes that an upper layer set to null."""
    if not isinstance(value, dict):
        return value
    return _without_nulls({str(key): days for key, days in value.items()})


def _ordered_classes(value: dict[str, int]) -> dict[str, int]:
    """Refuse classes that do not cover every age, or that refresh older movies more often than newer ones."""
    ages = [key for key in value if key != OLDER]
    if OLDER not in value or not all(key.isdigit() for key in ages):
        raise ValueError(f"keys are days since release, and {OLDER!r} for all movies beyond")
    ordered = {key: value[key] for key in [*sorted(ages, key=int), OLDER]}
    intervals = list(ordered.values())
    if intervals[0] < 1 or intervals != sorted(intervals):
        raise ValueError("days between refreshes are 1 or more, and never fewer for older movies than for newer ones")
    return ordered


class SourceLimits(Section):
    """How hard a source may be asked, if the catalogue is live, and how soon an answer is too old."""

    requests_per_second: float | None = Field(default=None, gt=0)
    requests_per_day: int | None = Field(default=None, ge=1)
    connections: int = Field(default=20, ge=1, le=100)
    attempts: int = Field(default=8, ge=1)
    refresh_days: Annotated[dict[str, int], BeforeValidator(_refresh_classes), AfterValidator(_ordered_classes)] = {
        "60": 5,
        "180": 15,
        "365": 30,
        OLDER: 90,
    }

    @property
    def refresh_classes(self) -> list[list[int | None]]:
        """The age classes as pairs: days since release (None: any), days between refreshes."""
        return [[None if age == OLDER else int(age), days] for age, days in self.refresh_days.items()]

    @property
    def how_hard(self) -> dict[str, Any]:
        """What limits the asking and changes no answer."""
        return self.model_dump(include={"requests_per_second", "connections", "attempts"})


class Imports(Section):
    """Tables of others that the user has a right to: each null, or a CSV or Parquet file."""

    numbers_budgets: ImportedFile | None = None
    daily_box_office: ImportedFile | None = None


class Tables(Section):
    """How the tables are harmonised."""

    conflict_tolerance: float = Field(default=0.05, ge=0)


class QualityCheck(Section):
    """One check of the tables: its number must not be above the limit; `error` ends the run, `warn` is logged."""

    severity: Literal["warn", "error"]
    limit: float = Field(ge=0)


class CutOffDays(Section):
    """Days before its release on which a movie is described; the later sets are described as `pre_release` is."""

    greenlight: int = Field(default=365, ge=1)
    pre_release: int = Field(default=7, ge=1)


class Features(Section):
    """What a forecast may know."""

    set: FeatureSet = "pre_release"
    families: tuple[str, ...] = (
        *("money", "calendar", "content", "people", "companies", "franchise"),
        *("release_week", "annotations", "reception"),
    )
    cut_off_days: CutOffDays = CutOffDays()
    gross_known_after_days: int = Field(default=120, ge=0)
    base_year: int = Field(default=2020, ge=1913)


class Evaluation(Section):
    """Which movies are the final test, and how many years before choose the model."""

    test_from: date = date(2022, 1, 1)
    test_to: date = date(2025, 12, 31)
    walk_forward_years: int = Field(default=5, ge=2)


class ModelSettings(Section):
    """One model: its parameters, each a value or a list of choices."""

    params: Annotated[dict[str, Any], BeforeValidator(_typed)] = {}


class Settings(BaseSettings):
    """Every setting; see `config/config.yaml` for what each means."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        env_file=ROOT / ".env",
        dotenv_filtering="only_existing",
    )

    environment: Literal["development", "staging", "production"] = "development"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_json: bool = False
    seed: int = Field(default=20260630, ge=0)
    tmdb_api_key: str | None = Field(default=None, repr=False)
    omdb_api_key: str | None = Field(default=None, repr=False)
    tmdb_base_url: str = Field(default="https://api.themoviedb.org/3", pattern=r"^https?://")
    omdb_base_url: str = Field(default="https://www.omdbapi.com", pattern=r"^https?://")
    api_timeout: float = Field(default=30, gt=0, le=600)
    catalogue: Catalogue = Catalogue()
    simulation: Simulation = Simulation()
    sources: Annotated[dict[str, SourceLimits], BeforeValidator(_without_nulls)] = {}
    imports: Imports = Imports()
    tables: Tables = Tables()
    quality: Annotated[dict[str, QualityCheck], BeforeValidator(_without_nulls)] = {}
    features: Features = Features()
    evaluation: Evaluation = Evaluation()
    models: Annotated[dict[str, ModelSettings], BeforeValidator(_without_nulls)] = {}
    _snapshot: date = PrivateAttr()

    @property
    def snapshot(self) -> date:
        """The day the data are as of; "today" was resolved when the settings were loaded."""
        return self._snapshot

    @property
    def archive(self) -> Path | None:
        """The archive's folder; a relative path counts from the repository root, whatever the working directory."""
        return None if self.catalogue.archive is None else ROOT / self.catalogue.archive

    @property
    def years(self) -> range:
        """The years of primary release that the catalogue covers."""
        last = self.catalogue.last_year
        return range(self.catalogue.first_year, (self.snapshot.year + 1 if last is None else last) + 1)

    def model_post_init(self, _context: object, /) -> None:
        """Resolve the snapshot, once."""
        chosen = self.catalogue.snapshot
        self._snapshot = datetime.now(UTC).date() if chosen == "today" else chosen

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        for wrong, message in self._contradictions():
            if wrong:
                raise ValueError(message)
        return self

    def _contradictions(self) -> list[tuple[bool, str]]:
        test, years = self.evaluation, self.years
        archive = self.archive
        is_archive, is_live = (self.catalogue.source == name for name in ("archive", "live"))
        return [
            (len(years) == 0, f"catalogue.first_year: {years.start} is after catalogue.last_year ({years.stop - 1})"),
            (test.test_from > test.test_to, f"evaluation.test_from: {test.test_from} is after test_to {test.test_to}"),
            (test.test_to > self.snapshot, f"evaluation.test_to: {test.test_to} is after the snapshot {self.snapshot}"),
            (is_archive and not archive, "catalogue.archive: not set; catalogue.source archive needs its folder"),
            (
                bool(is_archive and archive and not (archive / "tmdb" / "movies.jsonl.gz").is_file()),
                f"catalogue.archive: {archive} holds no tmdb/movies.jsonl.gz; name a folder that does",
            ),
            (is_live and not self.tmdb_api_key, _missing_key("TMDB_API_KEY")),
            (is_live and "omdb" in self.sources and not self.omdb_api_key, _missing_key("OMDB_API_KEY")),
            (
                self.features.cut_off_days.greenlight < self.features.cut_off_days.pre_release,
                "features.cut_off_days: greenlight is later than pre_release; give it as many days or more",
            ),
            (len(self.features.families) == 0, "features.families: empty; name at least one family"),
            (len(self.models) == 0, "models: empty; name at least one model"),
        ]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003 -- named by pydantic-settings
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Order the layers, highest first."""
        environment, dotenv = EnvironmentVariables(settings_cls), DotEnv(settings_cls)
        base = _yaml_layer("config.yaml")
        layers = (init_settings(), environment(), dotenv(), base)
        name = next((layer["environment"] for layer in layers if "environment" in layer), "development")
        by_environment = _yaml_layer(f"{name}.yaml") if (CONFIG / f"{name}.yaml").is_file() else {}
        yaml = (YamlLayer(settings_cls, by_environment), YamlLayer(settings_cls, base))
        return (init_settings, environment, dotenv, *yaml)


def load_settings(command_line: dict[str, Any] | None = None) -> Settings:
    """Return the settings, `command_line` laid over all else; ConfigError names each wrong key, value and layer."""
    given = dict(command_line or {})
    _refuse_secrets(given, "the command line")
    try:
        return Settings(**given)
    except ValidationError as error:
        layers = {"the command line": given, **_file_layers()}
        raise ConfigError(explain(error, Settings, layers)) from None


def _yaml_layer(name: str) -> dict[str, Any]:
    content = read_yaml(CONFIG / name)
    _refuse_secrets(content, f"config/{name}")
    return content


def _refuse_secrets(layer: dict[str, Any], place: str) -> None:
    if found := sorted(SECRETS & layer.keys()):
        message = f"{', '.join(found)} in {place}: a key stands in .env or the environment only; take it out there"
        raise ConfigError(message)


def _missing_key(name: str) -> str:
    return f"{name}: not set; catalogue.source live needs it in the environment or .env (see .env.example)"


def _file_layers() -> dict[str, dict[str, Any]]:
    named = {f"config/{path.name}": read_yaml(path) for path in sorted(CONFIG.glob("*.yaml"))}
    return {"the environment": EnvironmentVariables(Settings)(), ".env": DotEnv(Settings)(), **named}


def export_settings(settings: Settings, folder: Path) -> Path:
    """Write the resolved settings, without secrets, to a file in `folder` that is named by its content."""
    resolved = settings.model_dump(mode="json", exclude=set(SECRETS))
    resolved["catalogue"]["snapshot"] = settings.snapshot.isoformat()
    path = folder / f"settings-{sha256(repr(resolved).encode()).hexdigest()[:12]}.json"
    if not path.exists():
        write_json(path, resolved)
    return path


def __getattr__(name: str) -> Settings:
    """Load `settings` when first asked for, so that importing this module alone reads no file."""
    if name != "settings":
        raise AttributeError(name)
    exported = os.environ.get("AYNE_SETTINGS")
    globals()["settings"] = loaded = load_settings(read_json(Path(exported)) if exported else None)
    return loaded
