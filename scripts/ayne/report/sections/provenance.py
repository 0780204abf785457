"""Where all of this comes from: settings, versions and content hashes, so that it can be built again."""

import platform
from importlib.metadata import distributions, version
from typing import Any

from ayne.artifacts.digest import Digest
from ayne.artifacts.metrics import Metrics
from ayne.core.files import sha256_file
from ayne.models.estimator import flat_params
from ayne.report.inputs import Inputs
from ayne.report.section import Section

PLACE = 130
READS = ("champion", "metrics", "predictions", "digest")
PACKAGES = ("duckdb", "polars", "scikit-learn", "xgboost", "snakemake", "mlflow-skinny", "matplotlib")


def section(inputs: Inputs) -> Section:
    """Return the part on the origin: what a reader would set to build the same, and what it was built from."""
    champion, digest = inputs.champion, inputs["digest"]
    metrics = Metrics.read(inputs.by_model("metrics")[champion])
    values = {
        "settings": inputs.facts,
        "params": {name: _shown(value) for name, value in flat_params(metrics.params).items()},
        "hashes": {
            "database": sha256_file(digest),
            "forecasts": sha256_file(inputs.by_model("predictions")[champion]),
        },
        "tables": {name: table.rows for name, table in Digest.read(digest).tables.items() if table.rows},
        "versions": {"Python": platform.python_version()} | {name: version(name) for name in _installed()},
    }
    return Section("provenance", "Where it comes from", values, menu="Origin")


def _shown(value: Any) -> Any:
    return f"{value:.4g}" if isinstance(value, float) else value


def _installed() -> list[str]:
    names = {distribution.metadata["Name"] for distribution in distributions()}
    return [name for name in PACKAGES if name in names]
