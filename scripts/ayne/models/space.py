"""What the settings leave open: a parameter is a fixed value, a list of choices, or a range `{from, to, log}`."""

import itertools
from collections.abc import Mapping
from typing import Any

from ayne.core.errors import ConfigError
from ayne.models.estimator import BASELINES, Params, is_blend, load_estimator

RANGE_KEYS = {"from", "to", "log"}


def combinations(name: str, defaults: Params, settings: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every combination of `settings` laid over `defaults`; a list is choices, any other value is fixed.

    In the order of the parameters' names, then of the choices; `ConfigError` for a parameter the model lacks, for an
    empty list, and for a range, which has no combinations.
    """
    check_params(name, defaults, settings)
    if ranges := sorted(key for key, value in settings.items() if isinstance(value, Mapping)):
        raise ConfigError(
            f"models.{name}.params.{ranges[0]}: a range needs a number of trials; set models.{name}.trials"
        )
    space = {
        key: value if isinstance(value, list) else [value] for key, value in (dict(defaults) | dict(settings)).items()
    }
    keys = sorted(space)
    return [dict(zip(keys, choice, strict=True)) for choice in itertools.product(*(space[key] for key in keys))]


def distributions(name: str, defaults: Params, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return Optuna's distribution of each parameter that `settings` leave open, by name in order."""
    check_params(name, defaults, settings)
    return {key: _distribution(settings[key]) for key in sorted(settings) if is_open(settings[key])}


def starting_point(defaults: Params, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters tried first: the defaults, moved to the nearest that `settings` allow."""
    fixed = {key: value for key, value in settings.items() if not is_open(value)}
    return (
        dict(defaults)
        | fixed
        | {key: _nearest(value, defaults[key]) for key, value in settings.items() if is_open(value)}
    )


def check_params(name: str, defaults: Params, settings: Mapping[str, Any]) -> None:
    """Refuse what the model lacks, an empty list, and a range that is none."""
    if unknown := sorted(settings.keys() - defaults.keys()):
        allowed = ", ".join(sorted(defaults)) or "none"
        raise ConfigError(f"models.{name}.params.{unknown[0]}: unknown parameter; the model takes {allowed}")
    for key, value in sorted(settings.items()):
        if value == []:
            raise ConfigError(f"models.{name}.params.{key}: an empty list; give a value or at least one choice")
        if isinstance(value, Mapping) and not _is_sound(value):
            raise ConfigError(
                f"models.{name}.params.{key}: {dict(value)} is no range; write {{from: 0.01, to: 0.1}}, "
                "numbers with from below to, and log: true (from above 0) to draw by orders of magnitude"
            )


def check_at_once(name: str, at_once: int) -> None:
    """Refuse trials that are jobs of their own for a model that nothing is tried for: a baseline, or a blend."""
    if at_once > 1 and (name in BASELINES or is_blend(load_estimator(name))):
        raise ConfigError(
            f"models.{name}.at_once: {at_once}; {name} is not fitted on its own, so that there is nothing to try at "
            "once; leave at_once and trials out"
        )


def is_open(value: object) -> bool:
    """Tell what a search decides from what is fixed."""
    return isinstance(value, Mapping | list)


def _is_sound(value: Mapping[str, Any]) -> bool:
    ends = [value.get("from"), value.get("to")]
    numbers = [end for end in ends if isinstance(end, int | float) and not isinstance(end, bool)]
    if not set(value) <= RANGE_KEYS or len(numbers) < len(ends) or not isinstance(value.get("log", False), bool):
        return False
    return numbers[0] < numbers[1] and (numbers[0] > 0 or not value.get("log", False))


def _distribution(value: Any) -> Any:
    from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution

    if isinstance(value, list):
        return CategoricalDistribution(value)
    low, high, log = value["from"], value["to"], value.get("log", False)
    whole = isinstance(low, int) and isinstance(high, int)
    return IntDistribution(low, high, log=log) if whole else FloatDistribution(low, high, log=log)


def _nearest(value: Any, default: Any) -> Any:
    if isinstance(value, list):
        return default if default in value else value[0]
    return min(max(default, value["from"]), value["to"])
