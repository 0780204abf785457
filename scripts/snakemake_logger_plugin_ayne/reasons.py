"""Snakemake's reasons for a job, told in words: `code changed: ayne.features.track_records`, `after build_table`."""

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

# Rule -> value of a parameter as Snakemake writes it -> the parameter's name. The Snakefile fills it in, as Snakemake's
# reasons show values only.
PARAMETER_NAMES: dict[str, dict[str, str]] = {}
PARAMETERS = "Params have changed since last execution: "
CHANGE = re.compile(r"before: (?P<before>.*) now: (?P<now>.*?)\s*$", re.DOTALL)
NOTHING = "<nothing exclusive>"
# Said of each file of a study in a bucket.
IN_STORAGE = " (in storage)"
# Parameters that are called otherwise than the setting they are.
SETTINGS = {"families": "features.families", "feature_set": "features.set"}
SHOWN = 3
LONGEST_VALUE = 40


@dataclass(frozen=True)
class Job:
    """What tells why a job runs: its rule, its outputs that are there, and which rule makes each file of this run."""

    rule: str
    built: tuple[str, ...] = ()
    producers: Mapping[str, str] = field(default_factory=dict)


def in_words(reason: str, job: Job) -> str:
    """Return Snakemake's reason in words; what is not known here is returned as it came."""
    reason = reason.replace(IN_STORAGE, "")
    clauses = list(CLAUSES_AT.finditer(reason))
    if not clauses:
        return reason
    ends = [match.start() for match in clauses[1:]] + [len(reason)]
    phrases = [CLAUSES[match[1]](reason[match.end() : end], job) for match, end in zip(clauses, ends, strict=True)]
    # A file that is missing or has changed says more than that a rule before this one has run.
    own = [words for words in phrases if words and not words.startswith("after ")]
    return "; ".join(own or [words for words in phrases if words]) or reason


def _missing(files: str, job: Job) -> str:
    # Snakemake lists only the missing files that are needed.
    return f"missing: {_some(sorted(files.split(', ')))}" if job.built else "not built yet"


def _after(files: str, job: Job) -> str:
    by_rule = {job.producers.get(file, file) for file in files.split(", ")}
    return f"after {_some(sorted(by_rule))}"


def _parameters(text: str, job: Job) -> str:
    change = CHANGE.search(text)
    before, now = ([], []) if change is None else (_values(change["before"]), _values(change["now"]))
    if before is None or now is None:
        return "settings changed"
    phrases = []
    for new in [value for value in now if isinstance(value, dict)]:
        old = next((value for value in before if isinstance(value, dict) and _alike(value, new)), {})
        phrases += _code(old, new) if any(str(key).endswith(".py") for key in new) else _settings(old, new)
    phrases += _scalars(
        [value for value in before if not isinstance(value, dict)],
        [value for value in now if not isinstance(value, dict)],
        PARAMETER_NAMES.get(job.rule, {}),
    )
    return "; ".join(phrases) or "settings changed"


def _values(text: str) -> list[Any] | None:
    """Return the values that Snakemake lists by their repr; None where one is no literal."""
    if text.strip() == NOTHING:
        return []
    try:
        return list(ast.literal_eval(f"[{text}]"))
    except (ValueError, SyntaxError):
        return None


def _alike(one: dict[Any, Any], other: dict[Any, Any]) -> bool:
    return bool(one.keys() & other.keys())


def _differences(old: dict[Any, Any], new: dict[Any, Any]) -> list[str]:
    return [key for key in sorted({*old, *new}, key=str) if old.get(key) != new.get(key)]


def _code(old: dict[str, str], new: dict[str, str]) -> list[str]:
    """Tell code from packages, which `code()` names `package {name}`."""
    changed = _differences(old, new)
    packages = [name for name in changed if name.startswith("package ")]
    modules = [name for name in changed if name not in packages]
    phrases = [f"{name}: {old.get(name, 'none')} → {new.get(name, 'none')}" for name in packages[:SHOWN]]
    phrases += [f"{len(packages) - SHOWN} more packages"] if len(packages) > SHOWN else []
    return [f"code changed: {_some(modules)}"] * bool(modules) + phrases


def _settings(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    old, new = _flat(old), _flat(new)
    changed = _differences(old, new)
    phrases = [f"{name}: {_change(old.get(name), new.get(name))}" for name in changed[:SHOWN]]
    return phrases + ([f"{len(changed) - SHOWN} more settings"] if len(changed) > SHOWN else [])


def _flat(values: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return `{"ridge.alpha": 3}` for `{"ridge": {"alpha": 3}}`."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        flat |= _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else {f"{prefix}{key}": value}
    return flat


def _scalars(before: list[Any], now: list[Any], names: Mapping[str, str]) -> list[str]:
    if len(before) == len(now) == 1:
        return [f"{_name(now[0], names)}: {_change(before[0], now[0])}"]
    named = {_hashable(value): _name(value, names) for value in now}
    phrases = [f"{name} is now {_short(value)}" for value, name in named.items()]
    return phrases or (["a setting is gone"] if before else [])


def _name(value: Any, names: Mapping[str, str]) -> str:
    """Return the name of a parameter by its value; of one that a function makes, if there is no other such."""
    made = [name for text, name in names.items() if text.startswith("<function ") and name != "code"]
    name = names.get(repr(value), made[0] if len(made) == 1 else "a setting")
    return SETTINGS.get(name, name)


def _change(old: Any, new: Any) -> str:
    """Return `old → new`; of two lists only what was taken out and put in."""
    if not isinstance(old, list | tuple) or not isinstance(new, list | tuple):
        return f"{_short(old)} → {_short(new)}"
    gone = [f"\N{MINUS SIGN} {value}" for value in old if value not in new]
    come = [f"+ {value}" for value in new if value not in old]
    return _short(", ".join(gone + come) or "another order")


def _hashable(value: Any) -> Any:
    return value if isinstance(value, str | int | float | None) else repr(value)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def _some(names: list[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")


CLAUSES: dict[str, Callable[[str, Job], str]] = {
    "Forced execution": lambda _rest, _job: "forced, or left half-done by a killed run",
    "Missing output files: ": _missing,
    "Incomplete output files: ": lambda files, _job: f"left half-done: {_some(files.split(', '))}",
    "Updated input files: ": lambda files, _job: f"changed: {_some(sorted(files.split(', ')))}" if files else "",
    "Input files updated by another job: ": _after,
    "Set of input files has changed since last execution": lambda _rest, _job: "reads other files than before",
    "Code has changed since last execution": lambda _rest, _job: "its command changed",
    PARAMETERS: _parameters,
    "Software environment definition has changed since last execution": lambda _rest, _job: "environment changed",
}
CLAUSES_AT = re.compile(f"(?:^|; )({'|'.join(map(re.escape, CLAUSES))})")
