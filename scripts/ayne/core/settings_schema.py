"""The settings as a JSON schema, for editors: allowed keys and values, and the comments of `config/config.yaml`."""

import re
from typing import Any

from ayne.core.settings import Settings

KEY = re.compile(r"^(?P<indent> *)(?P<key>\w+):(?:[^#]*?)(?:# (?P<comment>.*))?$")
# A comment goes on below itself, far to the right of the keys.
MORE = re.compile(r"^ {16,}# +(?P<comment>.*)$")


def settings_schema(config_yaml: str) -> dict[str, Any]:
    """Return the schema of every YAML file of settings; secrets, which may stand in none, are no settings.

    `config_yaml` is the text of `config/config.yaml`: what it says beside a key describes the key.
    """
    schema = Settings.model_json_schema()
    schema["title"] = "AYNE's settings"
    for field in schema["properties"].values():
        if "$ref" in field.get("additionalProperties", {}):
            # An upper layer leaves an entry out by setting it to null.
            field["additionalProperties"] = {"anyOf": [field["additionalProperties"], {"type": "null"}]}
    for path, comment in comments(config_yaml).items():
        described = _property(schema, path)
        if described is not None:
            described["description"] = comment
    return schema


def comments(text: str) -> dict[tuple[str, ...], str]:
    """Return what stands beside each key of a YAML text, with the comment lines that go on below it."""
    by_key: dict[tuple[str, ...], str] = {}
    path: list[str] = []
    for line in text.splitlines():
        if match := KEY.match(line):
            path = [*path[: len(match["indent"]) // 2], match["key"]]
            if match["comment"]:
                by_key[tuple(path)] = match["comment"]
        elif (more := MORE.match(line)) and tuple(path) in by_key:
            by_key[tuple(path)] += f" {more['comment']}"
    return by_key


def _property(schema: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any] | None:
    """Return the property at a path of keys; None for an entry of a mapping, such as one source of `sources`."""
    here = schema
    for key in path:
        here = schema["$defs"][here["$ref"].rpartition("/")[2]] if "$ref" in here else here
        here = here.get("properties", {}).get(key)
        if here is None:
            return None
    return here
