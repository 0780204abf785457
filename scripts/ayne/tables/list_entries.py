"""Entries of a source's lists that have no usable id, so that nothing can be requested about them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import orjson

from ayne.core.files import read_jsonl
from ayne.core.readings import read_id
from ayne.tables.repair import SHOWN_CHARACTERS

NO_ID = "a movie of the list without a whole number as id"


def entries_without_id(lists: Iterable[str | Path]) -> Iterator[tuple[str, str]]:
    """Yield each such entry of raw lists, by its place (`discover/2010:3, entry 7` is on line 3), as JSON text."""
    for path in map(Path, lists):
        place = f"{path.parent.name}/{path.name.split('.')[0]}"
        for line, page in enumerate(map(orjson.loads, read_jsonl(path)), start=1):
            for number, entry in enumerate(page["body"]["results"], start=1):
                if read_id(entry) is None:
                    yield f"{place}:{line}, entry {number}", orjson.dumps(entry).decode()[:SHOWN_CHARACTERS]
