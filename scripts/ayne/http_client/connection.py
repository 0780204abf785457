"""How to reach a source: its address, key and limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx

from ayne.http_client.key import Key
from ayne.http_client.quota import RequestQuota
from ayne.http_client.rate_limit import Clock

LIVE = "live"


@dataclass(frozen=True, kw_only=True)
class Connection:
    """How to reach a source, and for which snapshot.

    `origin` is "live", or names the world file that answers; `as_of` is the snapshot (YYYY-MM-DD). `transport` None
    is TCP. `key_name` is the environment variable that a message about a refused key names. Every request is
    entered in `quota`, which can say that the day has none left. `headers` go before those that every source is sent.
    """

    base_url: str
    key: Key
    key_name: str
    as_of: str
    origin: str = LIVE
    transport: httpx.AsyncBaseTransport | None = None
    requests_per_second: float | None = None
    connections: int = 20
    attempts: int = 8
    timeout_s: float = 30.0
    clock: Clock = field(default_factory=Clock)
    quota: RequestQuota | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def fetched_at(self) -> str:
        """Tell the clock in UTC if live, else the snapshot: a simulated catalogue gives the same bytes every day."""
        return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}" if self.origin == LIVE else f"{self.as_of}T00:00:00Z"
