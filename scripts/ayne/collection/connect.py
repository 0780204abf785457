"""Connections: to a live API, or to the in-process application that stands in for it."""

from pathlib import Path
from typing import TypedDict, Unpack

from ayne.collection.source_interface import source_called
from ayne.core.errors import CollectError
from ayne.core.files import sha256_file
from ayne.http_client.connection import Connection
from ayne.http_client.quota import RequestQuota

# No secret: the simulated APIs ask for a key as the real ones do, and take this one.
SIMULATED_KEY = "ayne-simulated-key"
SIMULATED_CONTACT = "ayne@example.org"
# OMDb has never been asked about an id that an archive lacks.
NOT_IN_ARCHIVE = "Not in the archive."


class RequestLimits(TypedDict, total=False):
    """How hard a source may be asked; what is left out is as Connection has it."""

    requests_per_second: float | None
    connections: int
    attempts: int


def quota_path(journal_dir: Path, source: str) -> Path:
    """Return where a source's requests are counted."""
    return journal_dir / source / "requests.sqlite"


def live_connection(
    source: str,
    *,
    as_of: str,
    base_url: str | None = None,
    key_name: str = "",
    timeout: float = 30.0,
    quota: RequestQuota | None = None,
    contact: str | None = None,
    **limits: Unpack[RequestLimits],
) -> Connection:
    """Connect to `source` over TCP as of a snapshot (YYYY-MM-DD).

    `base_url` None is the source's own; `key_name` is the variable of its key, if it takes one; `timeout` is in
    seconds; `quota` counts the requests; `contact` is told to the source. CollectError if there is no usable key.
    """
    api = source_called(source)
    return Connection(
        base_url=base_url or api.base_url,
        key=api.key(key_of(key_name) if key_name else ""),
        key_name=key_name,
        as_of=as_of,
        timeout_s=max(timeout, api.longest_answer_s),
        quota=quota,
        headers=identified(contact),
        **limits,
    )


def identified(contact: str | None) -> dict[str, str]:
    """Return the headers that tell a source who asks, and where to reach whoever runs this."""
    return {"User-Agent": f"ayne/0.1 (movie research; {contact})"} if contact else {}


def replayed_connection(
    source: str,
    world: Path | str | None,
    *,
    catalogue: str,
    as_of: str,
    world_name: str | None = None,
    connections: int = 20,
) -> Connection:
    """Connect to an application in this process that answers as `source` from one file of a world.

    No limits, and no second attempt, as no accident can happen. The origin of what it answers is `world_name`, which
    tells simulated worlds apart and is the catalogue by default, with the content of `world` as its version.
    """
    from httpx import ASGITransport

    from ayne.api_server.app import create_app
    from ayne.api_server.catalogue import Catalogue

    api, file = source_called(source), Path(world or "")
    files = {answering: [file] if source == answering else [] for answering in ("tmdb", "omdb", "wikidata")}
    says = {"unknown_title": NOT_IN_ARCHIVE} if catalogue == "archive" else {}
    app = create_app(
        Catalogue.load(files["tmdb"], files["omdb"], **says),
        tmdb_key=SIMULATED_KEY,
        omdb_key=SIMULATED_KEY,
        wikidata_files=files["wikidata"],
    )
    return Connection(
        base_url=api.base_url,
        key=api.key(SIMULATED_KEY),
        key_name="",
        as_of=as_of,
        origin=f"{world_name or catalogue}:{sha256_file(file)[:16]}",
        transport=ASGITransport(app=app),
        connections=connections,
        attempts=1,
        headers=identified(SIMULATED_CONTACT),
    )


def key_of(variable: str) -> str:
    """Return the key that a variable holds in the environment or `.env`.

    Read when a live source needs it, as settings take time.
    """
    from ayne.core.settings import secret

    return checked_key(secret(variable), variable)


def checked_key(key: str | None, setting: str) -> str:
    """Return the key without the blanks around it; CollectError, without the key, if nothing or no key is left."""
    stripped = (key or "").strip()
    if not stripped:
        raise CollectError(f"{setting} is not set; put it into the environment or into .env")
    if not stripped.isascii() or not stripped.isprintable() or " " in stripped:
        raise CollectError(f"{setting} holds characters that no key has; copy it again from the source's website")
    return stripped
