"""What The Numbers' robots.txt allows; it is read first in every run."""

from collections.abc import Iterable
from urllib.robotparser import RobotFileParser

from ayne.core.errors import CollectError
from ayne.http_client.client import Client
from ayne.sources.numbers.answers import classify_robots

AGENT = "ayne"
PATHS = ("allow", "disallow")
PAUSES = ("crawl-delay", "request-rate")


async def read_robots(client: Client) -> RobotFileParser:
    """Ask for /robots.txt; CollectError where it is forbidden, leads elsewhere, or no answer is to be had."""
    answer, _ = await client.ask(f"{client.connection.base_url}/robots.txt", classify_robots)
    robots = RobotFileParser()
    robots.parse(tidied(answer.text if answer.status == 200 else ""))
    return robots


def tidied(text: str) -> list[str]:
    """Return the rules of a robots.txt for this program, so that Python's parser makes of them what RFC 9309 says.

    By itself it lets the first rule win where the longest should, stops at an empty line, takes the first of two groups
    for one program, half a name for the whole, and a star at the end of a path for a letter.
    """
    groups: dict[str, list[tuple[int, str, str]]] = {}
    agents: list[str] = []
    is_head = False
    for line in text.lstrip("\ufeff").splitlines():
        name, value = (part.strip() for part in f"{line.partition('#')[0]}:".split(":", 2)[:2])
        name = name.lower()
        if name == "user-agent":
            agents = [*(agents if is_head else ()), value.partition("/")[0].lower()]
            is_head = True
        elif name in (*PATHS, *PAUSES):
            is_head = False
            value = prefix(value) if name in PATHS else value
            for agent in agents:
                groups.setdefault(agent, []).append((-len(value), name, value))
    rules = sorted(groups.get(AGENT, groups.get("*", [])))
    return ["User-agent: *", *(f"{name}: {value}" for _, name, value in rules)]


def prefix(path: str) -> str:
    """Return a path without the stars at its end; one of stars alone is everything."""
    return path.rstrip("*") or ("/" if path else "")


def require_allowed(robots: RobotFileParser, urls: Iterable[str], base_url: str) -> None:
    """CollectError if one of the addresses is disallowed."""
    refused = next((url for url in urls if not robots.can_fetch(AGENT, url)), None)
    if refused is not None:
        raise CollectError(
            f"{base_url}/robots.txt disallows {refused} to programs: nothing was asked. Save pages by hand, "
            "see imports.numbers_pages in config/config.yaml"
        )


def seconds_asked_for(robots: RobotFileParser) -> float:
    """Return the pause between two requests that robots.txt asks for; 0 where it asks for none."""
    delay, rate = robots.crawl_delay(AGENT), robots.request_rate(AGENT)
    return max(float(delay or 0), rate.seconds / rate.requests if rate and rate.requests else 0.0)
