"""What The Numbers' robots.txt allows; it is read first in every run."""

from collections.abc import Iterable

from protego import Protego

from ayne.core.errors import CollectError
from ayne.http_client.client import Client
from ayne.sources.numbers.answers import classify_robots

AGENT = "ayne"


async def read_robots(client: Client) -> Protego:
    """Ask for /robots.txt; CollectError where it is forbidden, leads elsewhere, or gets no answer."""
    answer, _ = await client.ask(f"{client.connection.base_url}/robots.txt", classify_robots)
    # Protego takes a byte order mark for part of the first line, and would leave out the group that it opens.
    return Protego.parse(answer.text.removeprefix("\ufeff") if answer.status == 200 else "")


def require_allowed(robots: Protego, urls: Iterable[str], base_url: str) -> None:
    """CollectError if one of the addresses is disallowed."""
    refused = next((url for url in urls if not robots.can_fetch(url, AGENT)), None)
    if refused is not None:
        raise CollectError(
            f"{base_url}/robots.txt disallows {refused} to programs: nothing was asked. Save pages by hand, "
            "see imports.numbers_pages in config/config.yaml"
        )


def seconds_asked_for(robots: Protego) -> float:
    """Return the pause between two requests that robots.txt asks for; 0 where it asks for none."""
    delay, rate = robots.crawl_delay(AGENT), robots.request_rate(AGENT)
    return max(float(delay or 0), rate.seconds / rate.requests if rate and rate.requests else 0.0)
