"""The interface of a source: its address, where its key goes, what its answers mean, what to request."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from ayne.collection.journal import StableFields
from ayne.collection.worker import Request
from ayne.http_client.key import Key
from ayne.http_client.response import ApiResponse, Outcome

type Movie = dict[str, Any]
type TitleRequests = Callable[[str, Iterator[Movie], Counter[str]], Iterator[Request]]


@dataclass(frozen=True, kw_only=True)
class Source:
    """One API: its address, where it takes its key, what its answers mean.

    `stable_fields` gives what of a body settles in time, unlike votes: while they stay the same, a refresh brought
    nothing. `key` says where a key goes. `titles` turns the bodies of a year's TMDB movies into requests (base
    URL first) and counts, by reason, those that it leaves out; None for TMDB itself, which is asked by date.
    `longest_answer_s` is the patience that the source needs, whatever the settings say.
    """

    name: str
    base_url: str
    key: Callable[[str], Key]
    classify: Callable[[ApiResponse], Outcome]
    stable_fields: StableFields
    titles: TitleRequests | None = None
    longest_answer_s: float = 0


def source_called(name: str) -> Source:
    """Return the `SOURCE` of the module `ayne.sources.{name}.source`."""
    source: Source = import_module(f"ayne.sources.{name}.source").SOURCE
    return source
