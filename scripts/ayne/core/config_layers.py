"""Read the layers of the configuration, and say in which of them a wrong value stands."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, PydanticBaseSettingsSource

from ayne.core.errors import ConfigError
from ayne.core.study_files import ROOT
from ayne.core.yaml_text import StrictYaml

CONFIG = ROOT / "config"
KEY_ENDING = "_api_key"

# Every setting has a name of its own in the environment, `AYNE_LOG_LEVEL`, which wins over the plain `LOG_LEVEL`.
PREFIX = "AYNE_"
# SLURM sets ENVIRONMENT=BATCH in every job, test runners a SEED: these names count only with the prefix, and in `.env`.
OF_OTHERS = frozenset({"environment", "seed"})

# The content of each layer by its name, highest first.
Layers = Mapping[str, Mapping[str, Any]]


class _WithoutJson:
    """A variable such as MODELS, which other programs use too, is no section of ours: sections go key by key."""

    def prepare_field_value(self, name: str, field: FieldInfo, value: Any, value_is_complex: bool) -> Any:
        """Return the value of a plain field; nothing for a section given as a whole, ConfigError if that is ours."""
        is_complex = value_is_complex or self.field_is_complex(field)  # type: ignore[attr-defined]
        if is_complex and value is not None and self.env_prefix:  # type: ignore[attr-defined]
            own = f"{PREFIX}{name.upper()}"
            raise ConfigError(f"{own}: a section is set key by key, as {own}__…, or in YAML or on the command line")
        return super().prepare_field_value(name, field, None if is_complex else value, value_is_complex)  # type: ignore[misc]


class EnvironmentVariables(_WithoutJson, EnvSettingsSource):
    """Environment variables: `AYNE_LOG_LEVEL`, `AYNE_CATALOGUE__SOURCE` and so on, or without a prefix."""

    def __call__(self) -> dict[str, Any]:
        """Every value, but those of plain names that other programs use."""
        values = super().__call__()
        return values if self.env_prefix else {name: values[name] for name in values.keys() - OF_OTHERS}


class DotEnv(_WithoutJson, DotEnvSettingsSource):
    """The same names in `.env`; names that are not ours are left alone."""


class YamlLayer(PydanticBaseSettingsSource):
    """The content of a YAML file as a layer."""

    def __init__(self, settings_cls: type[BaseSettings], content: dict[str, Any]) -> None:
        """Keep the content."""
        super().__init__(settings_cls)
        self._content = content

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002
        """One field's value, as pydantic-settings asks for it."""
        return self._content.get(field_name), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Every value."""
        return self._content


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping in a YAML file (empty if the file is); ConfigError where it is not YAML or no mapping."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=StrictYaml)  # noqa: S506 (it is a safe one)
    except FileNotFoundError:
        message = f"{path}: missing; restore it from the repository"
        raise ConfigError(message) from None
    except yaml.YAMLError as error:
        message = f"{path}: not YAML: {' '.join(str(error).split())}"
        raise ConfigError(message) from None
    except UnicodeDecodeError as error:
        message = f"{path}: not in UTF-8: {error}; save it as UTF-8"
        raise ConfigError(message) from None
    if not isinstance(content or {}, dict):
        message = f"{path}: holds a {type(content).__name__}; right would be `key: value` lines"
        raise ConfigError(message)
    return content or {}


def yaml_layer(name: str) -> dict[str, Any]:
    """Return the content of a file of `config/`; ConfigError where a key of a service stands in it."""
    content = read_yaml(CONFIG / name)
    refuse_secrets(content, f"config/{name}")
    return content


def environment_file(layers: Iterable[Mapping[str, Any]]) -> Path:
    """Return the file of the environment that the highest of `layers` names; it need not be there."""
    name = next((layer["environment"] for layer in layers if "environment" in layer), "development")
    return CONFIG / f"{name}.yaml"


def refuse_secrets(layer: Mapping[str, Any], place: str) -> None:
    """Raise ConfigError where a layer that is kept in files, or seen by others, holds a key of a service."""
    if secrets := sorted(key for key in layer if key.endswith(KEY_ENDING)):
        message = f"{', '.join(secrets)} in {place}: a key stands in .env or the environment only; take it out there"
        raise ConfigError(message)


def undotted(layer: Mapping[str, Any]) -> dict[str, Any]:
    """Return `{"features": {"set": x}}` for `{"features.set": x}`; no key of ours has a dot."""
    nested: dict[str, Any] = {}
    for key, value in layer.items():
        first, _, rest = str(key).partition(".")
        inner = undotted({rest: value}) if rest else value
        known = nested.get(first)
        nested[first] = merged(known, inner) if isinstance(known, dict) and isinstance(inner, dict) else inner
    return nested


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one layer over another, section by section."""
    result = dict(below)
    for key, value in above.items():
        known = result.get(key)
        result[key] = merged(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return result


def given_layers(config: Mapping[str, Any], files: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """Return what a run was given, by name and highest first: `--config`, then each `--configfile`, the last first."""
    named = {str(path): undotted(read_yaml(Path(path))) for path in reversed(list(files))}
    return {"the command line": undotted(config), **named}


def explain(error: ValidationError, model: type[BaseModel], layers: Layers) -> str:
    """Return a line for each wrong key: the key, its value, the layer it stands in, and what would be right."""
    return "\n".join(_explain_one(dict(detail), model, layers) for detail in error.errors())


def _explain_one(detail: dict[str, Any], model: type[BaseModel], layers: Layers) -> str:
    # A union adds the name of the member it tried ("literal[…]", "date") to the path; no key of ours has a bracket.
    path = [str(part) for part in detail["loc"] if "[" not in str(part) and part != "date"]
    if not path:
        return str(detail["msg"]).removeprefix("Value error, ")
    place = place_in(layers, path)
    key = ".".join(path)
    if detail["type"] == "extra_forbidden":
        return f"{key}{place}: unknown key; {_allowed(path[-1], _keys(model, path[:-1]))}"
    return f"{key}{place}: {detail['input']!r} is wrong; {detail['msg'].removeprefix('Value error, ')}"


def place_in(layers: Layers, path: Sequence[str]) -> str:
    """Return ` in config/config.yaml`: the first layer that has the key at `path`; nothing where none does."""
    return next((f" in {name}" for name, layer in layers.items() if _has(layer, path)), "")


def _has(layer: Any, path: Sequence[str]) -> bool:
    for part in path:
        if not isinstance(layer, dict) or part not in layer:
            return False
        layer = layer[part]
    return True


def _keys(model: type[BaseModel], path: list[str]) -> list[str]:
    """Return the keys that the section at `path` knows; a mapping of sections (models.xgboost) is looked through."""
    fields: Any = model
    for part in path:
        if part in fields.model_fields:
            annotation = fields.model_fields[part].annotation
            fields = (
                annotation
                if isinstance(annotation, type) and issubclass(annotation, BaseModel)
                else annotation.__args__[1]
            )
    return sorted(fields.model_fields)


def _allowed(key: str, keys: list[str]) -> str:
    close = difflib.get_close_matches(key, keys, n=1)
    return f"did you mean {close[0]}?" if close else f"allowed are {', '.join(keys)}"
