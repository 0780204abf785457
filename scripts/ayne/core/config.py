"""One Pydantic model for every setting, filled from layers.

Highest first: the command line, environment variables (`AYNE_LOG_LEVEL` before `LOG_LEVEL`), `.env`,
`config/{environment}.yaml`, `config/config.yaml`, and the defaults written here.

In a job of the workflow `settings` is what was resolved while the workflow was parsed, as JSON in AYNE_SETTINGS
(secrets excepted: they stay in the environment or `.env`), on whichever machine it runs. `config/config.yaml` explains
every key.
"""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import orjson
from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, PrivateAttr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from ayne.core.config_layers import PREFIX, DotEnv, EnvironmentVariables, YamlLayer, explain, read_yaml, undotted
from ayne.core.config_sections import (
    EXPORTS,
    ROOT,
    WIKIDATA_LIMITS,
    BaseUrl,
    Catalogue,
    Cpi,
    DriftLimits,
    Evaluation,
    Features,
    Horizons,
    Imports,
    ModelSettings,
    QualityCheck,
    Simulation,
    SourceLimits,
    Sources,
    Tables,
    without_nulls,
)
from ayne.core.errors import ConfigError

CONFIG = ROOT / "config"
KEY_ENDING = "_api_key"
# Sources whose API `ayne.api_server` can be, for an archive or a simulated world.
ANSWERED_FOR = frozenset({"tmdb", "omdb", "wikidata"})
EXPORTED = "AYNE_SETTINGS"
# A source is what has a query that reads its raw records; Wikidata's statements are read in Python.
SOURCES = sorted(
    {path.stem for path in (ROOT / "scripts" / "ayne" / "sql" / "raw").glob("*.sql")} - {"macros"} | {"wikidata"}
)


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
    tmdb_base_url: BaseUrl = None
    omdb_base_url: BaseUrl = None
    wikidata_base_url: BaseUrl = None
    bls_base_url: BaseUrl = None
    api_timeout: float = Field(default=30, gt=0, le=600)
    catalogue: Catalogue = Catalogue()
    simulation: Simulation = Simulation()
    sources: Sources = {}
    imports: Imports = Imports()
    cpi: Cpi = Cpi()
    tables: Tables = Tables()
    quality: Annotated[dict[str, QualityCheck], BeforeValidator(without_nulls)] = {}
    features: Features = Features()
    evaluation: Evaluation = Evaluation()
    drift: DriftLimits = DriftLimits()
    exports: tuple[str, ...] = EXPORTS
    models: Annotated[dict[str, ModelSettings], BeforeValidator(without_nulls)] = {}
    horizons: Horizons = Horizons()
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
    def asked(self) -> dict[str, SourceLimits]:
        """The sources that are asked: in a Wikidata catalogue it alone, else those of the settings.

        Where real services are not asked, those that something here can answer for.
        """
        if self.api == "wikidata":
            return {"wikidata": self.sources.get("wikidata") or SourceLimits(**WIKIDATA_LIMITS)}
        return {name: limits for name, limits in self.sources.items() if self.is_live or name in ANSWERED_FOR}

    def base_url(self, source: str) -> str | None:
        """Return where a source is asked: `TMDB_BASE_URL` before `sources.tmdb.base_url`; None for its own address."""
        return getattr(self, f"{source}_base_url", None) or self.asked[source].base_url

    def key(self, source: str) -> str | None:
        """Return a source's key from the environment or `.env`; None where it is not set, or none is asked for."""
        variable = self.asked[source].key_name
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

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        for wrong, message in self._contradictions():
            if wrong:
                raise ValueError(message)
        return self

    def _contradictions(self) -> list[tuple[bool, str]]:
        test, years = self.evaluation, self.years
        archive = self.archive
        wikidata = self.asked.get("wikidata")
        is_archive, is_live = (self.catalogue.source == name for name in ("archive", "live"))
        return [
            (len(years) == 0, f"catalogue.first_year: {years.start} is after catalogue.last_year ({years.stop - 1})"),
            # A test that ends with the snapshot may begin after it: there is none then.
            (
                test.test_from > test.test_to != self.snapshot,
                f"evaluation.test_from: {test.test_from} is after test_to {test.test_to}",
            ),
            (is_archive and not archive, "catalogue.archive: not set; catalogue.source archive needs its folder"),
            (
                bool(is_archive and archive and not (archive / "tmdb" / "movies.jsonl.gz").is_file()),
                f"catalogue.archive: {archive} holds no tmdb/movies.jsonl.gz; name a folder that does",
            ),
            (
                bool(is_archive and archive and "wikidata" in self.sources and not _has_items(archive)),
                f"sources.wikidata: {archive} holds no wikidata/items.nt.gz; record items there, or set it to null",
            ),
            (is_live and "tmdb" not in self.sources, "sources.tmdb: not there; catalogue.source live asks it"),
            *(
                (self.is_live and bool(limits.key_name) and not self.key(name), _missing_key(limits.key_name))
                for name, limits in self.asked.items()
            ),
            (self.is_live and bool(wikidata and not wikidata.contact), _missing_contact()),
            (
                self.features.cut_off_days.greenlight < self.features.cut_off_days.pre_release,
                "features.cut_off_days: greenlight is later than pre_release; give it as many days or more",
            ),
            *((name not in SOURCES, _unknown_source(name)) for name in self.sources),
            (
                bool(wikidata and wikidata.connections > 1),
                f"sources.wikidata.connections: {wikidata and wikidata.connections}; its service allows one at a time",
            ),
            (len(self.features.families) == 0, "features.families: empty; name at least one family"),
            (len(self.models) == 0, "models: empty; name at least one model"),
            (len(self.horizons.models) == 0, "horizons.models: empty; name at least one model"),
            ("opening_weekend_usd" in test.targets and self.imports.daily_box_office is None, _missing_charts()),
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
        variables = [
            source(settings_cls, env_prefix=prefix)
            for source in (EnvironmentVariables, DotEnv)
            for prefix in (PREFIX, "")
        ]
        base = _yaml_layer("config.yaml")
        layers = (init_settings(), *(source() for source in variables), base)
        name = next((layer["environment"] for layer in layers if "environment" in layer), "development")
        by_environment = _yaml_layer(f"{name}.yaml") if (CONFIG / f"{name}.yaml").is_file() else {}
        yaml = (YamlLayer(settings_cls, by_environment), YamlLayer(settings_cls, base))
        return (init_settings, *variables, *yaml)


def secret(variable: str) -> str | None:
    """Return a key from the environment or `.env`, by its name with the prefix or without; None if it is nowhere."""
    layers = (os.environ, dotenv_values(Path(str(Settings.model_config["env_file"]))))
    return next((layer[name] for layer in layers for name in (PREFIX + variable, variable) if layer.get(name)), None)


def load_settings(command_line: dict[str, Any] | None = None) -> Settings:
    """Return the settings, `command_line` laid over all else; ConfigError names each wrong key, value and layer.

    `features.set` may stand there for `features: {set: …}`. The test ends with the snapshot, if not before.
    """
    given = undotted(command_line or {})
    _refuse_secrets(given, "the command line")
    try:
        return _tested_until_the_snapshot(Settings(**given))
    except ValidationError as error:
        layers = {"the command line": given, **_file_layers()}
        raise ConfigError(explain(error, Settings, layers)) from None


def _tested_until_the_snapshot(settings: Settings) -> Settings:
    """End the test with the snapshot: nothing is known of what was released later.

    An older snapshot may have no test at all, which ends a fit, and nothing that needs none.
    """
    if settings.evaluation.test_to <= settings.snapshot:
        return settings
    return settings.model_copy(
        update={"evaluation": settings.evaluation.model_copy(update={"test_to": settings.snapshot})}
    )


def _yaml_layer(name: str) -> dict[str, Any]:
    content = read_yaml(CONFIG / name)
    _refuse_secrets(content, f"config/{name}")
    return content


def _refuse_secrets(layer: dict[str, Any], place: str) -> None:
    if secrets := sorted(key for key in layer if key.endswith(KEY_ENDING)):
        message = f"{', '.join(secrets)} in {place}: a key stands in .env or the environment only; take it out there"
        raise ConfigError(message)


def _unknown_source(name: str) -> str:
    return f"sources.{name}: no such source; there are {', '.join(SOURCES)} (docs/adding.md: what another one takes)"


def _missing_contact() -> str:
    return (
        "sources.wikidata.contact: not set; Wikidata's query service answers only programs that name the address, "
        "e-mail or web, of whoever runs them: sources: {wikidata: {contact: you@example.org}}"
    )


def _has_items(archive: Path | None) -> bool:
    """Whether an archive has items of Wikidata's."""
    return archive is not None and (archive / "wikidata" / "items.nt.gz").is_file()


def _missing_key(name: str) -> str:
    return f"{name}: not set; catalogue.source live needs it in the environment or .env (see .env.example)"


def _file_layers() -> dict[str, dict[str, Any]]:
    named = {f"config/{path.name}": read_yaml(path) for path in sorted(CONFIG.glob("*.yaml"))}
    variables = {
        f"{prefix and f'{prefix}… in '}{place}": source(Settings, env_prefix=prefix)()
        for place, source in (("the environment", EnvironmentVariables), (".env", DotEnv))
        for prefix in (PREFIX, "")
    }
    return variables | named


def export_settings(settings: Settings) -> str:
    """Return the resolved settings, without secrets, as the JSON that jobs find in AYNE_SETTINGS."""
    resolved = settings.model_dump(mode="json")
    resolved["catalogue"]["snapshot"] = settings.snapshot.isoformat()
    return orjson.dumps(resolved).decode()


def exported_settings() -> Settings:
    """Return what whoever started this job has resolved; outside a job, the settings of this moment."""
    exported = os.environ.get(EXPORTED)
    return load_settings(orjson.loads(exported) if exported else None)


def __getattr__(name: str) -> Settings:
    """Load `settings` when first asked for, so that importing this module alone reads no file."""
    if name != "settings":
        raise AttributeError(name)
    globals()["settings"] = loaded = exported_settings()
    return loaded


def _missing_charts() -> str:
    return (
        "evaluation.targets: opening_weekend_usd is known from daily charts; name a file of them as "
        "imports.daily_box_office, or leave it out"
    )
