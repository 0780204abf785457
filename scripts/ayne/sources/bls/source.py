"""What the BLS is to the collector, and the one URL it is asked for."""

from typing import Any

from ayne.collection.source_interface import Source
from ayne.collection.worker import Request
from ayne.http_client.key import Key
from ayne.sources.bls.answers import SUCCEEDED, classify

# All items, US city average, all urban consumers, not seasonally adjusted: never revised once published.
SERIES = "CUUR0000SA0"
REQUESTS_PER_DAY = 25


def series_request(base_url: str) -> Request:
    """Ask for the months of the last three years, which is all that version 1 gives without a key to a GET."""
    return Request(SERIES, f"{base_url.rstrip('/')}/timeseries/data/{SERIES}")


def stable_fields(body: Any) -> str | None:
    """Return the figures; None for an error."""
    return str(body.get("Results")) if isinstance(body, dict) and body.get("status") == SUCCEEDED else None


SOURCE = Source(
    name="bls",
    base_url="https://api.bls.gov/publicAPI/v1",
    key=Key,
    classify=classify,
    stable_fields=stable_fields,
)
