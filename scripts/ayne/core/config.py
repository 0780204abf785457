"""The settings as resolved: loaded from their layers and checked, or handed to a job.

In a job of the workflow `settings` is what was resolved while the workflow was parsed, as JSON in AYNE_SETTINGS
(secrets excepted: they stay in the environment or `.env`), on whichever machine it runs.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson
from pydantic import ValidationError

from ayne.core import config_layers
from ayne.core.config_checks import contradictions
from ayne.core.config_layers import (
    PREFIX,
    DotEnv,
    EnvironmentVariables,
    Layers,
    environment_file,
    explain,
    place_in,
    read_yaml,
    refuse_secrets,
    undotted,
)
from ayne.core.errors import ConfigError
from ayne.core.settings import Resolved, Settings

EXPORTED = "AYNE_SETTINGS"


def load_settings(command_line: dict[str, Any] | None = None, given: Layers | None = None) -> Settings:
    """Return the settings, `command_line` laid over all else; ConfigError names each wrong key, value and layer.

    `features.set` may stand there for `features: {set: …}`. The test ends with the snapshot, if not before. `given` are
    the layers that `command_line` is made of, by name, if it is not one (`given_layers`).
    """
    values = undotted(command_line or {})
    refuse_secrets(values, "the command line")
    try:
        settings = Settings(**values)
    except ValidationError as error:
        layers = given or {"the command line": values}
        raise ConfigError(explain(error, Settings, {**layers, **_lower_layers(layers.values())})) from None
    if wrong := list(contradictions(settings)):
        raise ConfigError("\n".join(wrong))
    return _tested_until_the_snapshot(settings)


def place_of(path: Sequence[str], given: Layers) -> str:
    """Return in which layer a key stands, such as ` in config/config.yaml`: the highest first, `given` before files."""
    return place_in({**given, **_lower_layers(given.values())}, path)


def _tested_until_the_snapshot(settings: Settings) -> Settings:
    """End the test with the snapshot: nothing is known of what was released later.

    An older snapshot may have no test at all, which ends a fit, and nothing that needs none.
    """
    if settings.evaluation.test_to <= settings.snapshot:
        return settings
    return settings.model_copy(
        update={"evaluation": settings.evaluation.model_copy(update={"test_to": settings.snapshot})}
    )


def _lower_layers(above: Iterable[Mapping[str, Any]]) -> Layers:
    """Return all layers below those given, highest first, by the names that messages call them."""
    variables = {
        f"{prefix and f'{prefix}… in '}{place}": source(Settings, env_prefix=prefix)()
        for place, source in (("the environment", EnvironmentVariables), (".env", DotEnv))
        for prefix in (PREFIX, "")
    }
    base = {"config/config.yaml": read_yaml(config_layers.CONFIG / "config.yaml")}
    path = environment_file([*above, *variables.values(), *base.values()])
    return {**variables, **({f"config/{path.name}": read_yaml(path)} if path.is_file() else {}), **base}


def export_settings(settings: Settings) -> str:
    """Return the resolved settings, without secrets, as the JSON that jobs find in AYNE_SETTINGS."""
    resolved = settings.model_dump(mode="json")
    resolved["catalogue"]["snapshot"] = settings.snapshot.isoformat()
    return orjson.dumps(resolved).decode()


def exported_settings() -> Settings:
    """Return what whoever started this job has resolved; outside a job, the settings of this moment."""
    exported = os.environ.get(EXPORTED)
    return Resolved(**orjson.loads(exported)) if exported else load_settings()


def __getattr__(name: str) -> Settings:
    """Load `settings` when first asked for, so that importing this module alone reads no file."""
    if name != "settings":
        raise AttributeError(name)
    globals()["settings"] = loaded = exported_settings()
    return loaded
