"""`results/manifest.json`: every artifact with its size, SHA-256, rule, inputs, parameters and code."""

from typing import Any

from ayne.artifacts.artifact import Artifact, FrozenModel


class ManifestEntry(FrozenModel):
    """How an artifact was made: SHA-256 of each input (None where it varies), hash of each module, package names."""

    rule: str
    inputs: dict[str, str | None]
    code: dict[str, str]
    packages: tuple[str, ...]
    parameters: tuple[Any, ...]
    bytes: int
    sha256: str


class Environment(FrozenModel):
    """What the artifacts were made with; `packages` with their versions."""

    python: str
    machine: str
    system: str
    packages: dict[str, str]


class Manifest(Artifact):
    """The whole file, by the artifact's path from the study's folder."""

    artifacts: dict[str, ManifestEntry]
    environment: Environment
