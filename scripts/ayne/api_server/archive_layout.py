"""Which files a world and an archive consist of, and how their lines are written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ayne.core.files import atomic_path, line_writer

COUNTS, TRUTH, LINES = "counts.json", "truth.parquet", "lines.parquet"
ARCHIVE_TMDB, ARCHIVE_OMDB = Path("tmdb/movies.jsonl.gz"), Path("omdb/titles.jsonl.gz")
ARCHIVE_WIKIDATA = Path("wikidata/items.nt.gz")


def tmdb_file(folder: Path, year: int) -> Path:
    """Return where a year's TMDB answers stand: a body of `/movie/{id}` a line."""
    return folder / f"{year}.tmdb.jsonl.gz"


def omdb_file(folder: Path, year: int) -> Path:
    """Return where a year's OMDb answers stand: a body of `?i=` a line, or a text that is no JSON in its wrapper.

    The wrapper is `{"imdbID": "tt…", "raw": "the text as served"}`.
    """
    return folder / f"{year}.omdb.jsonl.gz"


def wikidata_file(folder: Path, year: int) -> Path:
    """Return where a year's movies stand as Wikidata has them: N-Triples of their items."""
    return folder / f"{year}.wikidata.nt.gz"


def wikidata_names_file(folder: Path) -> Path:
    """Return where stands what Wikidata calls people, companies, countries and languages: N-Triples."""
    return folder / "names.wikidata.nt.gz"


@contextmanager
def open_lines(path: Path) -> Iterator[IO[bytes]]:
    """Yield a writer of reproducible gzip that takes its name when all is written."""
    with atomic_path(path) as temporary, temporary.open("wb") as raw, line_writer(raw, path) as out:
        yield out
