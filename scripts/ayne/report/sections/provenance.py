"""Where all of this comes from: settings, versions and content hashes, so that it can be built again."""

import platform
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import distributions, version
from pathlib import Path
from typing import Any

from ayne.core.files import read_json, sha256_file
from ayne.report.sections.section import Section

PACKAGES = ("duckdb", "polars", "scikit-learn", "xgboost", "snakemake", "mlflow-skinny", "matplotlib")


def provenance_section(
    digest: Path, predictions: Path, metrics: Mapping[str, Any], settings: Mapping[str, Any]
) -> Section:
    """Return the part on the origin; `settings` are what a reader would set to build the same."""
    tables = read_json(digest)
    whole = sha256(Path(digest).read_bytes()).hexdigest()
    values = {
        "settings": settings,
        "params": _flat(metrics.get("params", {})),
        "seed": metrics.get("seed"),
        "hashes": {"database": whole, "forecasts": sha256_file(predictions)},
        "tables": {name: table["rows"] for name, table in tables["tables"].items() if table["rows"]},
        "versions": {"Python": platform.python_version()} | {name: version(name) for name in _installed()},
    }
    return Section("provenance", "Where it comes from", values)


def _flat(params: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return nested parameters, as a blend has those of its members, by dotted names, in four digits."""
    flat: dict[str, Any] = {}
    for key, value in params.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = f"{value:.4g}" if isinstance(value, float) else value
    return flat


def _installed() -> list[str]:
    names = {distribution.metadata["Name"] for distribution in distributions()}
    return [name for name in PACKAGES if name in names]
