"""One Pydantic model for every setting, filled from layers.

Highest first: the command line, environment variables (`AYNE_LOG_LEVEL` before `LOG_LEVEL`), `.env`,
`config/{environment}.yaml`, `config/config.yaml`, which explains every key, and the defaults written here.
"""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, PrivateAttr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from ayne.core.config_layers import PREFIX, DotEnv, EnvironmentVariables, YamlLayer, environment_file, yaml_layer
from ayne.core.config_sections import (
    EXPORTS,
    CatalogueSettings,
    CpiSettings,
    DriftLimits,
    EvaluationSettings,
    FeatureSettings,
    HorizonSettings,
    PreviousForecasts,
    QualityCheck,
    SearchedModel,
    SimulationSettings,
    TableSettings,
    without_nulls,
)
from ayne.core.config_sources import WIKIDATA_LIMITS, BaseUrl, Imports, SourceLimits, Sources
from ayne.core.study_files import ROOT

# Sources whose API `ayne.api_server` can be, for an archive or a simulated world.
ANSWERED_FOR = frozenset({"tmdb", "omdb", "wikidata"})


class Settings(BaseSettings):
    """Every setting; see `config/config.yaml` for what each means."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        env_file=ROOT / ".env",
        # a byte order mark would be a part of the first name
        env_file_encoding="utf-8-sig",
        dotenv_filtering="only_existing",
    )

    environment: Literal["development", "staging", "production"] = "development"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_json: bool = False
    seed: int = Field(default=20260630, ge=0)
    tmdb_base_url: BaseUrl = None
    omdb_base_url: BaseUrl = None
    wikidata_base_url: BaseUrl = None
    bls_base_url: BaseUrl = None
    api_timeout: float = Field(default=30, gt=0, le=600)
    catalogue: CatalogueSettings = CatalogueSettings()
    simulation: SimulationSettings = SimulationSettings()
    sources: Sources = {}
    imports: Imports = Imports()
    cpi: CpiSettings = CpiSettings()
    tables: TableSettings = TableSettings()
    forecasts: PreviousForecasts = PreviousForecasts()
    quality: Annotated[dict[str, QualityCheck], BeforeValidator(without_nulls)] = {}
    features: FeatureSettings = FeatureSettings()
    evaluation: EvaluationSettings = EvaluationSettings()
    drift: DriftLimits = DriftLimits()
    exports: tuple[str, ...] = EXPORTS
    models: Annotated[dict[str, SearchedModel], BeforeValidator(without_nulls)] = {}
    horizons: HorizonSettings = HorizonSettings()
    _snapshot: date = PrivateAttr()

    @property
    def snapshot(self) -> date:
        """The day the data are as of; "today" was resolved when the settings were loaded."""
        return self._snapshot

    @property
    def is_live(self) -> bool:
        """Whether real services are asked, over the network."""
        return self.catalogue.source in ("live", "wikidata")

    @property
    def api(self) -> Literal["tmdb", "wikidata"]:
        """The source that lists the catalogue's movies, and whose ids are their `movie_id`."""
        if self.catalogue.source == "simulated":
            return self.simulation.api
        return "wikidata" if self.catalogue.source == "wikidata" else "tmdb"

    @property
    def active_sources(self) -> dict[str, SourceLimits]:
        """The sources that are asked: in a Wikidata catalogue it alone, else those of the settings.

        Where real services are not asked, those that something here can answer for.
        """
        if self.api == "wikidata":
            return {"wikidata": self.sources.get("wikidata") or SourceLimits(**WIKIDATA_LIMITS)}
        return {name: limits for name, limits in self.sources.items() if self.is_live or name in ANSWERED_FOR}

    def base_url(self, source: str) -> str | None:
        """Return where a source is asked: `TMDB_BASE_URL` before `sources.tmdb.base_url`; None for its own address."""
        return getattr(self, f"{source}_base_url", None) or self.active_sources[source].base_url

    def key(self, source: str) -> str | None:
        """Return a source's key from the environment or `.env`; None where it is not set, or none is asked for."""
        variable = self.active_sources[source].key_name
        return secret(variable) if variable else None

    @property
    def tmdb_api_key(self) -> str | None:
        """The key of TMDB, or its access token."""
        return secret("TMDB_API_KEY")

    @property
    def omdb_api_key(self) -> str | None:
        """The key of OMDb."""
        return secret("OMDB_API_KEY")

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
        variables = [
            source(settings_cls, env_prefix=prefix)
            for source in (EnvironmentVariables, DotEnv)
            for prefix in (PREFIX, "")
        ]
        base = yaml_layer("config.yaml")
        path = environment_file((init_settings(), *(source() for source in variables), base))
        by_environment = yaml_layer(path.name) if path.is_file() else {}
        yaml = (YamlLayer(settings_cls, by_environment), YamlLayer(settings_cls, base))
        return (init_settings, *variables, *yaml)


class Resolved(Settings):
    """Settings as they were resolved before: a model that was taken out does not come back from a file."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 -- named by pydantic-settings
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Ask no layer."""
        return (init_settings,)


def secret(variable: str) -> str | None:
    """Return a key from the environment or `.env`, by its name with the prefix or without; None if it is nowhere."""
    env_file, encoding = (str(Settings.model_config[name]) for name in ("env_file", "env_file_encoding"))
    layers = (os.environ, dotenv_values(Path(env_file), encoding=encoding))
    return next((layer[name] for layer in layers for name in (PREFIX + variable, variable) if layer.get(name)), None)
