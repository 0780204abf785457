"""Who may ask: anybody on this machine, or whoever has the token where one is set."""

import hashlib
import hmac
import ipaddress
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers

TOKEN_VARIABLE = "AYNE_API_TOKEN"  # noqa: S105
COOKIE = "ayne"
# What anybody may ask: whether the server is up, and the page that takes the token.
OPEN = ("/health", "/login", "/static/")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server bound to `host`."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Access:
    """Compares tokens in constant time; without a token, everybody may ask."""

    def __init__(self, token: str | None) -> None:
        """Keep the token's digest alone."""
        self._digest = _digest(token) if token else None

    def allows(self, path: str, headers: Headers) -> bool:
        """Whether a request may be answered."""
        if self._digest is None or path in OPEN or path.startswith("/static/"):
            return True
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self.is_token(token.strip())
        return self._is_cookie(headers.get("cookie", ""))

    def is_token(self, token: str) -> bool:
        """Whether this is the token."""
        return self._digest is not None and hmac.compare_digest(_digest(token), self._digest)

    def cookie(self) -> str:
        """Return what a browser that gave the token carries; the token cannot be told from it."""
        return hmac.new((self._digest or "").encode(), b"ayne serve", hashlib.sha256).hexdigest()

    def _is_cookie(self, header: str) -> bool:
        try:
            morsel = SimpleCookie(header).get(COOKIE)
        except CookieError:
            return False
        return morsel is not None and hmac.compare_digest(morsel.value.encode(), self.cookie().encode())


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
