"""Which movies TMDB says it has not changed since they were answered: they need not be asked about again."""

from datetime import date

from ayne.collection.journal import Journal
from ayne.collection.progress import Progress
from ayne.collection.worker import Collector, Request
from ayne.http_client.client import Client
from ayne.http_client.quota import utc_today
from ayne.sources.tmdb.answers import classify_page
from ayne.sources.tmdb.listing import listed_on, totals
from ayne.sources.tmdb.source import LAST_PAGE, MOST_CHANGE_DAYS, changes_request


async def unchanged(client: Client, pages: Journal, due: list[Request], movies: Journal, title: str) -> set[str]:
    """Return the URLs of those of `due` that TMDB has not changed since their answer, as far as it remembers.

    It remembers 14 days, counted by the days of the requests, not of the snapshots. The list of changes is of all
    movies there are: where it has more pages than it can spare requests, nothing is unchanged_upstream.
    """
    today = utc_today()
    days = {request.url: day for request in due if (day := recent_answer(movies, request, today))}
    if not days:
        return set()
    first = min(days.values())
    with Progress(title, None) as progress:
        collector = Collector(client, pages, classify_page, progress)
        head = changes_request(client.connection.base_url, first, today, 1)
        await collector.collect(iter([head]))
        n_pages, _ = totals(pages, head.url)
        if n_pages > min(len(days), LAST_PAGE):
            return set()
        rest = [changes_request(client.connection.base_url, first, today, page) for page in range(2, n_pages + 1)]
        await collector.collect(iter(rest))
    changed = {tmdb_id for tmdb_id, _ in listed_on(pages, (request.url for request in (head, *rest)))}
    return {request.url for request in due if request.url in days and request.id not in changed}


def recent_answer(movies: Journal, request: Request, today: date) -> date | None:
    """Return the day of a movie's answer if TMDB still knows all that has changed since; tombstones have none."""
    newest = movies.newest(request.url)
    if newest is None or newest.fingerprint is None:
        return None
    day = date.fromisoformat(newest.fetched_on)
    return day if 0 <= (today - day).days <= MOST_CHANGE_DAYS else None
