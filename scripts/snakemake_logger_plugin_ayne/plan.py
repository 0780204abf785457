"""What a run would do, in a few lines: jobs by rule, each with its reason."""

from collections.abc import Iterable
from typing import NamedTuple

WIDEST = 30
SHOWN = 4


class Planned(NamedTuple):
    """A job that would run: its rule, its wildcards in one word, its reason in words."""

    rule: str
    wildcards: str
    reason: str


def plan_lines(jobs: Iterable[Planned]) -> list[str]:
    """Return a line for each rule and reason, in the order of the first such job."""
    groups: dict[tuple[str, str], list[str]] = {}
    for job in jobs:
        groups.setdefault((job.rule, job.reason), []).append(job.wildcards)
    return [f"{len(which):>5}  {_title(rule, which):<{WIDEST}} {why}" for (rule, why), which in groups.items()]


def _title(rule: str, which: list[str]) -> str:
    """Return the rule and its wildcards, as far as they fit: `parse_raw tmdb/1995, tmdb/1996, …`."""
    named = sorted(name for name in which if name)
    full = f"{rule} {', '.join(named)}".rstrip()
    if len(full) <= WIDEST:
        return full
    if len(named) == 1:
        return full
    short = f"{rule} {named[0]} … {named[-1]}"
    return short if len(short) <= WIDEST + 10 else rule
