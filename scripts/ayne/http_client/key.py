"""An API key, and the one place a request carries it."""

from dataclasses import dataclass, field
from urllib.parse import quote

HIDDEN = b"***"


@dataclass(frozen=True)
class Key:
    """A key that goes into the query under the name `query`, or as a Bearer token where that is None; "" is no key."""

    value: str = field(repr=False)
    query: str | None = None

    def hide(self, content: bytes) -> bytes:
        """Replace every copy of the key, URL-encoded or not: a source may echo the request into its answer."""
        if not self.value:
            return content
        for copy in (self.value, quote(self.value, safe="")):
            content = content.replace(copy.encode(), HIDDEN)
        return content
