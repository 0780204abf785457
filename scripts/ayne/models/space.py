"""What the settings leave open: a parameter is a fixed value, a list of choices, or a range `{from, to, log}`."""

import difflib
import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ayne.core.errors import ConfigError
from ayne.models.estimator import BASELINES, Estimator, Params, is_blend, load_estimator

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


def check_models(
    models: Mapping[str, Any], section: str = "models", where: Callable[[Sequence[str]], str] = lambda _path: ""
) -> None:
    """Refuse a model that there is not, and parameters that it does not take; `models` are those of a `section`.

    `where` returns in which layer of the settings a key stands, such as ` in config/config.yaml`.
    """
    for name, chosen in models.items():
        estimator = load_estimator(name)
        try:
            check_params(name, estimator.DEFAULTS, chosen.params)
            _check_kinds(name, estimator, chosen.params)
        except ParameterError as error:
            path = [*section.split("."), name, "params", error.parameter]
            raise ConfigError(f"{'.'.join(path)}{where(path)}: {error.problem}") from None


def check_params(name: str, defaults: Params, settings: Mapping[str, Any]) -> None:
    """Refuse what the model lacks, an empty list, and a range that is none."""
    for key, value in sorted(settings.items()):
        if problem := _problem(key, value, defaults):
            raise ParameterError(name, key, problem)


def _check_kinds(name: str, estimator: Estimator, settings: Mapping[str, Any]) -> None:
    """Refuse a value of another kind than the default's, but for null, and for words that the estimator's `WORDS` name.

    Whether a number is one that the library takes, such as a whole one, is for the library to say.
    """
    words: Mapping[str, Sequence[str]] = getattr(estimator, "WORDS", {})
    for key, value in sorted(settings.items()):
        default, also = estimator.DEFAULTS[key], words.get(key, ())
        kind = _kind(default)
        choices = value if isinstance(value, list) else _ends(value) if isinstance(value, Mapping) else [value]
        wrong = [choice for choice in choices if choice not in (None, *also) and _kind(choice) != kind]
        if kind and wrong:
            shown = ", ".join([str(default).lower() if isinstance(default, bool) else str(default), *also])
            raise ParameterError(name, key, f"{wrong[0]!r} is wrong; {kind} is expected, such as {shown}")


class ParameterError(ConfigError):
    """A parameter of a model is not one, or has a value that it cannot have."""

    def __init__(self, model: str, parameter: str, problem: str) -> None:
        """`problem` says the value, and what would be right."""
        super().__init__(f"models.{model}.params.{parameter}: {problem}")
        self.model, self.parameter, self.problem = model, parameter, problem

    def __reduce__(self) -> tuple[type, tuple[str, str, str]]:
        """Come back whole from a process of its own."""
        return type(self), (self.model, self.parameter, self.problem)


def _problem(key: str, value: Any, defaults: Params) -> str:
    """Return what is wrong with a parameter, or nothing."""
    if key not in defaults:
        near = difflib.get_close_matches(key, defaults, n=1)
        takes = f"he model takes {', '.join(sorted(defaults)) or 'none'}"
        return f"unknown parameter; {f'did you mean {near[0]}? T' if near else 't'}{takes}"
    if value == []:
        return "an empty list; give a value or at least one choice"
    if isinstance(value, Mapping) and not _is_sound(value):
        return (
            f"{dict(value)} is no range; write {{from: 0.01, to: 0.1}}, "
            "numbers with from below to, and log: true (from above 0) to draw by orders of magnitude"
        )
    return ""


def _kind(value: object) -> str:
    """Return in words what a value is; nothing where that says nothing of what else may stand there."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "a word" if isinstance(value, str) else "" if value is None else "another kind of value"


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


def _ends(value: Mapping[str, Any]) -> tuple[Any, Any]:
    return value.get("from"), value.get("to")


def _is_sound(value: Mapping[str, Any]) -> bool:
    ends = _ends(value)
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
