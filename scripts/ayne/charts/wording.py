"""How numbers are said: money alike everywhere, other numbers in full in sentences and in short on axes."""

import math
from collections.abc import Callable, Sequence
from datetime import date
from string import Formatter
from typing import Any

NONE = "unknown"
MINUS, TIMES, SPACE = "\N{MINUS SIGN}", "\N{MULTIPLICATION SIGN}", "\N{NO-BREAK SPACE}"
_SIZES = ((1e9, "B"), (1e6, "M"), (1e3, "k"))


def short_dollars(value: float) -> str:
    """Return `$1.10B`, `$340M`, `$25.3k`: three digits, or fewer that say it exactly, as of a budget of `$65M`."""
    sign, size = (MINUS if value < 0 else ""), abs(value)
    factor, letter = next(((factor, letter) for factor, letter in _SIZES if size >= factor * 0.9995), (1.0, ""))
    short, three = f"{size / factor:.3g}", f"{size / factor:#.3g}".rstrip(".")
    return f"{sign}${short if math.isclose(float(short) * factor, size) else three}{letter}"


def percent(value: float) -> str:
    """Return a share as `34 %`; a small one with a decimal, so that it is not nothing."""
    return f"{100 * value:.{int(0 < abs(value) < 0.0995)}f}{SPACE}%"


def signed_percent(value: float) -> str:
    """Return a change as `+12 %`."""
    return f"{100 * value:+.0f}{SPACE}%".replace("-", MINUS)


def times(value: float) -> str:
    """Return `3.4 times`, `25 times`."""
    return f"{value:.0f} times" if abs(value) >= 9.95 else f"{value:.1f} times"


def short_times(value: float) -> str:
    """Return a multiple in short."""
    return f"{value:,.0f}{TIMES}" if abs(value) >= 9.95 else f"{value:.1f}{TIMES}"


def number(value: float) -> str:
    """Return a count as `12,345`."""
    return f"{value:,.0f}"


def day(value: date) -> str:
    """Return `3 May 2024`."""
    return f"{value.day} {value:%B %Y}"


def joined(words: Sequence[str]) -> str:
    """Return `budget, genres and cast`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def signed(value: float) -> str:
    """Return a correlation as `+0.31`."""
    return f"{value:+.2f}".replace("-", MINUS)


def signed_difference(value: float) -> str:
    """Return a difference as `+0.008`; one that is nothing to three digits as `0.000`, whichever way it goes."""
    return f"{value:+.3f}".replace("-", MINUS) if abs(value) >= 0.0005 else "0.000"


IN_WORDS: dict[str, Callable[[Any], str]] = {
    "usd": short_dollars,
    "percent": percent,
    "times": times,
    "number": number,
    "day": day,
    "signed": signed,
}
IN_SHORT: dict[str, Callable[[float], str]] = {
    "usd": short_dollars,
    "percent": percent,
    "times": short_times,
    "number": number,
    "number2": lambda value: f"{value:.2f}".replace("-", MINUS),
    "number3": lambda value: f"{value:.3f}".replace("-", MINUS),
    "year": lambda value: f"{value:.0f}",
}


# Formats with decimals, and what follows the number.
_DECIMAL = {"times": TIMES, "number2": "", "number3": ""}


def on_axis(values: Sequence[float], name: str) -> list[str]:
    """Return the numbers of an axis all in one way, with no more decimals than they need to differ."""
    if name not in _DECIMAL:
        return [IN_SHORT[name](value) for value in values]
    exact = (n for n in range(3) if all(math.isclose(round(value, n), value, abs_tol=1e-9) for value in values))
    decimals = next(exact, 3)
    return [f"{value + 0.0:,.{decimals}f}{_DECIMAL[name]}".replace("-", MINUS) for value in values]


class _Sentence(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if value is None:
            return NONE
        return str(IN_WORDS[format_spec](value) if format_spec in IN_WORDS else format(value, format_spec))


def sentence(template: str, values: dict[str, Any]) -> str:
    """Fill a template such as `{gross_usd:usd}`; None is `unknown`, a name that `values` lacks is a KeyError."""
    return _Sentence().vformat(" ".join(template.split()).replace(" %", f"{SPACE}%"), (), values)
