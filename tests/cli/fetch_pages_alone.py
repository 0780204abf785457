"""`ayne` as a process of its own that takes a server of the tests for The Numbers: `fetch_pages_alone.py URL …`.

It asks 50 times a second; neither that nor the address can be had by a setting.
"""

import sys
from dataclasses import replace

from ayne.cli import app
from ayne.http_client.connection import Connection
from ayne.sources.numbers import pages

if __name__ == "__main__":
    base_url, made = sys.argv.pop(1), pages.connection_of

    def connection_of(*given, **named) -> Connection:
        return replace(made(*given, **named | {"base_url": base_url}), requests_per_second=50)

    pages.connection_of = connection_of
    app()
