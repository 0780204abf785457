"""An answer as it was received, the outcomes it can have, and the errors that end a collection."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import orjson

from ayne.core.errors import CollectError


class Outcome(StrEnum):
    """What an answer is to the collector; each source gives every answer exactly one."""

    OK = "ok"
    """The record that was asked for."""
    TOMBSTONE = "tombstone"
    """The source does not have this record; recorded as such, and not asked for again."""
    UNREADABLE = "unreadable"
    """Whole, but not the JSON it should be: asked a few times, then recorded as text."""
    RETRY = "retry"
    """An accident that time may heal."""
    QUOTA_EXHAUSTED = "quota exhausted"
    """The quota is used up: nothing more before it is renewed."""
    UNAUTHORIZED = "unauthorized"
    """The key is refused: nothing more before a person acts."""
    TOO_LARGE = "too large"
    """More than the source can answer in its time: to be asked for in parts."""
    BAD_REQUEST = "bad request"
    """The request itself is wrong: a bug of ours."""


class QuotaReachedError(CollectError):
    """The source gives no more today."""


class KeyRefusedError(CollectError):
    """The source does not accept the key."""


class RequestRefusedError(CollectError):
    """The source says that the request makes no sense to it."""


class TooLargeError(CollectError):
    """The source cannot answer so much at once; a part of it, it can."""


class UnansweredError(CollectError):
    """One request found no usable answer in all its attempts, for `reason`; others may, unless nobody is there."""

    def __init__(self, url: str, reason: str, attempts: int, *, is_unreachable: bool = False) -> None:
        """`is_unreachable` where the last attempt found nobody to connect to."""
        super().__init__(f"{url}: {reason}; gave up after {attempts} attempts")
        self.reason, self.is_unreachable = reason, is_unreachable


class SomeUnansweredError(CollectError):
    """Everything was asked, and a few single requests found no usable answer."""

    def __init__(self, message: str, *, is_unreachable: bool) -> None:
        """`is_unreachable` where that is due to the network, and to no record."""
        super().__init__(message)
        self.is_unreachable = is_unreachable


@dataclass(frozen=True)
class ApiResponse:
    """Status and body of one HTTP answer; `url` is the one asked, without the key; `location` is where it leads to."""

    url: str
    status: int
    content: bytes
    retry_after_s: float | None = None
    location: str | None = None

    @cached_property
    def json(self) -> Any:
        """The parsed body; None where it is not JSON (or is JSON's null)."""
        try:
            return orjson.loads(self.content)
        except orjson.JSONDecodeError:
            return None

    @property
    def is_json(self) -> bool:
        """Whether the body can be a JSON value of a record line."""
        return self.json is not None

    @property
    def is_whole(self) -> bool:
        """Whether the body has the two ends of a JSON object; a truncated one or a proxy's HTML page has not."""
        content = self.content.strip()
        return content.startswith(b"{") and content.endswith(b"}")

    @property
    def text(self) -> str:
        """The body as text, U+FFFD where it is not UTF-8."""
        return self.content.decode("utf-8", errors="replace")


type Classify = Callable[[ApiResponse], Outcome]
