"""Which artifacts of two builds differ, and why, as far as inputs, parameters, code and packages say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ayne.artifacts.manifest import Manifest, ManifestEntry
from ayne.provenance.manifest import varies

SHOWN = 4


@dataclass(frozen=True)
class ArtifactDifference:
    """One artifact that differs; `expected` where two builds of the same inputs differ there as well."""

    path: str
    why: str
    expected: bool = False


def diff(one: Manifest, other: Manifest) -> list[ArtifactDifference]:
    """Return the differences between two manifests, sorted by path."""
    left, right = one.artifacts, other.artifacts
    packages = _changed(one.environment.packages, other.environment.packages)
    differences = []
    for path in sorted({*left, *right}):
        if path not in left or path not in right:
            differences.append(ArtifactDifference(path, f"only in {'A' if path in left else 'B'}"))
        elif left[path].sha256 != right[path].sha256:
            why = "; ".join(_reasons(left[path], right[path], packages))
            differences.append(_difference(path, why))
    return differences


def _difference(path: str, why: str) -> ArtifactDifference:
    known = varies(path)
    unexplained = "same inputs, parameters, code and packages: made on another system, or edited by hand"
    return ArtifactDifference(path, why or known or unexplained, expected=not why and known is not None)


def _reasons(one: ManifestEntry, other: ManifestEntry, packages: list[str]) -> list[str]:
    reasons = []
    for title, changed in (
        ("inputs", _changed(*_known(one.inputs, other.inputs))),
        ("code", _changed(one.code, other.code)),
        ("packages", [name for name in packages if name in {*one.packages, *other.packages}]),
        ("parameters", _parameters(one.parameters, other.parameters)),
    ):
        if changed:
            more = f" and {len(changed) - SHOWN} more" if len(changed) > SHOWN else ""
            reasons.append(f"{title}: {', '.join(changed[:SHOWN])}{more}")
    return reasons


def _known(one: Mapping[str, str | None], other: Mapping[str, str | None]) -> Iterator[dict[str, str | None]]:
    """Yield both inputs without the hashes that only one of them knows: a job elsewhere may have read the file."""
    unknown = {name for name in one.keys() & other.keys() if None in (one[name], other[name])}
    for inputs in (one, other):
        yield {name: sha256 for name, sha256 in inputs.items() if name not in unknown}


def _changed(one: Mapping[str, str | None], other: Mapping[str, str | None]) -> list[str]:
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


def _parameters(one: Sequence[Any], other: Sequence[Any]) -> list[str]:
    """Return the values that only one of the two has: `7 | 20260630`."""
    left = [str(value) for value in one if value not in other]
    right = [str(value) for value in other if value not in one]
    return [f"{', '.join(left) or 'none'} | {', '.join(right) or 'none'}"] if left or right else []
