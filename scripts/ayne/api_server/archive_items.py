"""Recorded items of Wikidata, split into the files by year that collection reads: each goes where its movie went.

An archive has them as N-Triples in the model of the query service. Of an item go along what is stated about it and the
full values of that: all that the service is asked.
"""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, cast

import polars as pl

from ayne.api_server.archive_layout import ARCHIVE_WIKIDATA, open_lines, wikidata_file
from ayne.core.errors import DataError
from ayne.core.logging import get_logger

if TYPE_CHECKING:
    import pyoxigraph

logger = get_logger("simulation")

IMDB_ID = "http://www.wikidata.org/prop/direct/P345"
# Nodes that belong to one item: its statements; and full values, which items may share.
OWN = ("http://www.wikidata.org/entity/statement/", "http://www.wikidata.org/value/")


def split_items(archive: Path, out: Path, movies: pl.DataFrame, years: Iterable[int]) -> dict[str, int]:
    """Write the items with the IMDb ids of `movies` (`imdb_id`, `year`) to the files of their years; return the counts.

    The store is on the disk, as an archive may be larger than memory. DataError where the file is missing or damaged.
    """
    years_of: dict[str, set[int]] = {}
    for imdb_id, year in movies.select("imdb_id", "year").iter_rows():
        years_of.setdefault(imdb_id, set()).add(year)
    used = total = 0
    with TemporaryDirectory(dir=out) as scratch, ExitStack() as stack:
        store = _load(archive / ARCHIVE_WIKIDATA, Path(scratch))
        files = {year: stack.enter_context(open_lines(wikidata_file(out, year))) for year in years}
        for item, imdb_ids in _items(store):
            wanted = sorted(set().union(*(years_of.get(imdb_id, set()) for imdb_id in imdb_ids)) & files.keys())
            lines = b"".join(sorted(_triples(store, item))) if wanted else b""
            for year in wanted:
                files[year].write(lines)
            total, used = total + 1, used + bool(wanted)
    counts = {"wikidata_items": total, "wikidata_used": used, "wikidata_left_out": total - used}
    logger.info("archive %s: %d of %d items of Wikidata are of movies that are used", archive, used, total)
    return counts


def _load(path: Path, scratch: Path) -> "pyoxigraph.Store":
    import pyoxigraph

    store = pyoxigraph.Store(str(scratch / "store"))
    try:
        with gzip.open(path, "rb") as triples:
            store.bulk_load(input=cast("IO[bytes]", triples), format=pyoxigraph.RdfFormat.N_TRIPLES)
    except FileNotFoundError:
        raise DataError(f"{path}: missing; sources.wikidata asks for it, or set that to null") from None
    except (SyntaxError, EOFError, OSError) as error:
        raise DataError(f"{path}: no N-Triples, or damaged: {error}; copy the file again") from None
    return store


def _items(store: "pyoxigraph.Store") -> Iterator[tuple["pyoxigraph.NamedNode", list[str]]]:
    """Yield each item that has an IMDb id, with its ids, sorted by its address."""
    import pyoxigraph

    ids: dict[pyoxigraph.NamedNode, list[str]] = {}
    for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(IMDB_ID), None):
        if isinstance(quad.subject, pyoxigraph.NamedNode) and isinstance(quad.object, pyoxigraph.Literal):
            ids.setdefault(quad.subject, []).append(quad.object.value)
    yield from sorted(ids.items(), key=lambda one: one[0].value)


def _triples(store: "pyoxigraph.Store", item: "pyoxigraph.NamedNode") -> Iterator[bytes]:
    """Yield what is stated about an item, a line per triple."""
    import pyoxigraph

    waiting: list[pyoxigraph.NamedNode] = [item]
    for node in waiting:
        for quad in store.quads_for_pattern(node, None, None):
            yield f"{quad.triple} .\n".encode()
            stated = quad.object
            if isinstance(stated, pyoxigraph.NamedNode) and stated.value.startswith(OWN) and stated not in waiting:
                waiting.append(stated)
