"""Connections: to a live API, or to the in-process application that answers in its place."""

from pathlib import Path
from typing import Literal, TypedDict, Unpack

from ayne.collection.source_interface import Source, source_called
from ayne.core.errors import CollectError
from ayne.core.files import sha256_file
from ayne.http_client.connection import LIVE, Connection
from ayne.http_client.quota import RequestQuota

# No secret: the simulated APIs ask for a key as the real ones do, and take this one.
SIMULATED_KEY = "ayne-simulated-key"
SIMULATED_CONTACT = "ayne@example.org"
# OMDb has never been asked about an id that an archive lacks.
NOT_IN_ARCHIVE = "Not in the archive."


class Limits(TypedDict, total=False):
    """How hard a source may be asked; what is left out is as Connection has it."""

    requests_per_second: float | None
    connections: int
    attempts: int


def quota_path(journal_dir: Path, source: str) -> Path:
    """Return where a source's requests are counted."""
    return journal_dir / source / "requests.sqlite"


def connect(
    source: str,
    world: Path | str | None,
    *,
    catalogue: Literal["simulated", "archive", "live"],
    as_of: str,
    base_url: str | None = None,
    timeout: float = 30.0,
    world_name: str | None = None,
    quota: RequestQuota | None = None,
    **limits: Unpack[Limits],
) -> Connection:
    """Connect to `source` as of a snapshot (YYYY-MM-DD): over TCP if live, else to an application that reads `world`.

    `base_url` None is the source's own; `timeout` is in seconds. `world_name` tells invented worlds apart, and is the
    catalogue by default; `quota` counts a live source's requests. CollectError if a live source has no usable key.
    """
    asked = source_called(source)
    if catalogue != LIVE:
        name = world_name or catalogue
        says = {"unknown_title": NOT_IN_ARCHIVE} if catalogue == "archive" else {}
        return replayed_connection(asked, Path(world or ""), as_of, name, limits.get("connections", 20), **says)
    return Connection(
        base_url=base_url or asked.base_url,
        key=asked.key(checked_key(key_of(asked), asked.key_setting) if asked.key_setting else ""),
        key_setting=asked.key_setting,
        as_of=as_of,
        timeout_s=timeout,
        quota=quota,
        **limits,
    )


def identified(contact: str | None) -> dict[str, str]:
    """Return the headers that tell a source who asks, and where to reach whoever runs this."""
    return {"User-Agent": f"ayne/0.1 (movie research; {contact})"} if contact else {}


def replayed_connection(
    source: Source, world: Path, as_of: str, name: str, connections: int, **says: str
) -> Connection:
    """Connect to an application in this process that answers from one file of a world (simulated or archive).

    No limits, and no second attempt, as no accident can happen. The origin of what it answers is `name`, and the
    content of `world` as its version. `says` is what a catalogue says in other words.
    """
    from httpx import ASGITransport

    from ayne.api_server.app import create_app
    from ayne.api_server.catalogue import Catalogue

    files = {answering: [world] if source.name == answering else [] for answering in ("tmdb", "omdb", "wikidata")}
    app = create_app(
        Catalogue.load(files["tmdb"], files["omdb"], **says),
        tmdb_key=SIMULATED_KEY,
        omdb_key=SIMULATED_KEY,
        wikidata_files=files["wikidata"],
    )
    return Connection(
        base_url=source.base_url,
        key=source.key(SIMULATED_KEY),
        key_setting=source.key_setting,
        as_of=as_of,
        origin=f"{name}:{sha256_file(world)[:16]}",
        transport=ASGITransport(app=app),
        connections=connections,
        attempts=1,
        headers=identified(SIMULATED_CONTACT),
    )


def key_of(source: Source) -> str | None:
    """Return the key from the environment or `.env`; read when a live source needs it, as settings take time."""
    from ayne.core.config import settings

    key: str | None = getattr(settings, source.key_setting.lower(), None)
    return key


def checked_key(key: str | None, setting: str) -> str:
    """Return the key without the blanks around it; CollectError, without the key, if nothing or no key is left."""
    stripped = (key or "").strip()
    if not stripped:
        raise CollectError(f"{setting} is not set; put it into the environment or into .env")
    if not stripped.isascii() or not stripped.isprintable() or " " in stripped:
        raise CollectError(f"{setting} holds characters that no key has; copy it again from the source's website")
    return stripped
