"""What the BLS is to the collector, and the one URL it is asked for."""

from typing import Any

from ayne.collection.key import Key
from ayne.collection.source import Source
from ayne.collection.worker import Request
from ayne.sources.bls.answers import SUCCEEDED, meaning

# All items, US city average, all urban consumers, not seasonally adjusted: never revised once published.
SERIES = "CUUR0000SA0"
REQUESTS_PER_DAY = 25


def series_request(base_url: str) -> Request:
    """Ask for the months of the last three years, which is all that version 1 gives without a key to a GET."""
    return Request(SERIES, f"{base_url.rstrip('/')}/timeseries/data/{SERIES}")


def lasting(body: Any) -> str | None:
    """Return the figures; None for an error."""
    return str(body.get("Results")) if isinstance(body, dict) and body.get("status") == SUCCEEDED else None


SOURCE = Source(
    name="bls",
    base_url="https://api.bls.gov/publicAPI/v1",
    key_setting="",
    key=Key,
    meaning=meaning,
    lasting=lasting,
)
