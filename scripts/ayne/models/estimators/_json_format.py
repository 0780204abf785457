"""A model of a few numbers as a JSON file: `dump` and `parse` of the estimators that have no other state."""

import json
from typing import Any


def dump(model: Any) -> bytes:
    """Write the numbers with sorted keys: the same bytes for the same model."""
    return json.dumps(model, indent=2, sort_keys=True).encode() + b"\n"


def parse(content: bytes) -> Any:
    """Read what `dump` wrote."""
    return json.loads(content)
