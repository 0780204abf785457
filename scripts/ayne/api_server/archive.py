"""Split an archive of recorded answers into the files by year that collection reads; each body passes byte for byte."""

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import numpy as np
import orjson

from ayne.api_server.archive_layout import ARCHIVE_OMDB, ARCHIVE_TMDB, COUNTS, omdb_file, open_lines, tmdb_file
from ayne.core.errors import DataError
from ayne.core.files import read_jsonl, write_json
from ayne.core.logging import get_logger

logger = get_logger("simulation")

DATE = re.compile(r"(\d{4})-\d\d-\d\d")
IMDB_ID = re.compile(r"tt(\d+)")
IMDB_ID_IN_TEXT = re.compile(rb'"imdbID"\s*:\s*"tt(\d+)"')


class YearsByImdbId:
    """Which years the movies with an IMDb id were released in; 12 bytes a movie."""

    def __init__(self) -> None:
        """Start without any."""
        self._ids, self._years = array("q"), array("i")
        self._sorted: tuple[Any, Any] | None = None

    def add(self, imdb_id: object, year: int) -> None:
        """Note a movie; one without an IMDb id is passed over."""
        found = IMDB_ID.fullmatch(imdb_id) if isinstance(imdb_id, str) else None
        if found:
            self._ids.append(int(found[1]))
            self._years.append(year)

    def years(self, number: int) -> list[int]:
        """Return the years of the movies with this id, each once, in order."""
        if self._sorted is None:
            ids, years = np.array(self._ids), np.array(self._years)
            order = np.argsort(ids, kind="stable")
            self._sorted = ids[order], years[order]
        ids, years = self._sorted
        found = years[np.searchsorted(ids, number, "left") : np.searchsorted(ids, number, "right")]
        return sorted(set(found.tolist()))


def split_archive(archive: Path, out: Path, years: Iterable[int]) -> dict[str, int]:
    """Write the two files of every year in `years` and `counts.json` to `out`; return the counts.

    Undated movies and those of other years are counted only. A title of OMDb goes to the year of the movie with its
    IMDb id (to both years where two movies share it); those of no such movie, and those without an id, are counted.
    DataError names the file and line that is missing or damaged.
    """
    wanted = sorted(set(years))
    counts: Counter[str] = Counter()
    by_imdb_id = YearsByImdbId()
    with ExitStack() as stack:
        files = {year: stack.enter_context(open_lines(tmdb_file(out, year))) for year in wanted}
        _split_movies(archive / ARCHIVE_TMDB, files, by_imdb_id, counts)
    with ExitStack() as stack:
        files = {year: stack.enter_context(open_lines(omdb_file(out, year))) for year in wanted}
        if (archive / ARCHIVE_OMDB).is_file():
            _split_titles(archive / ARCHIVE_OMDB, files, by_imdb_id, counts)
        else:
            logger.warning("archive %s holds no %s: OMDb knows none of its movies", archive, ARCHIVE_OMDB)
    for name in (
        "tmdb_lines",
        "tmdb_undated",
        "tmdb_out_of_range",
        "omdb_lines",
        "omdb_without_movie",
        "omdb_without_id",
    ):
        counts.setdefault(name, 0)
    write_json(out / COUNTS, dict(counts))
    logger.info("archive %s: %s", archive, ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    return dict(counts)


def _split_movies(path: Path, files: dict[int, IO[bytes]], by_imdb_id: YearsByImdbId, counts: Counter[str]) -> None:
    for number, line in _numbered(path):
        body = _movie(path, number, line)
        dated = DATE.fullmatch(body.get("release_date") or "")
        year = int(dated[1]) if dated else None
        if year is None:
            counts["tmdb_undated"] += 1
        elif year not in files:
            counts["tmdb_out_of_range"] += 1
        else:
            counts["tmdb_lines"] += 1
            by_imdb_id.add(body.get("imdb_id"), year)
            files[year].write(line + b"\n")


def _split_titles(path: Path, files: dict[int, IO[bytes]], by_imdb_id: YearsByImdbId, counts: Counter[str]) -> None:
    for number, line in _numbered(path):
        imdb_number = _title_number(path, number, line)
        years = [] if imdb_number is None else by_imdb_id.years(imdb_number)
        counts["omdb_lines" if years else "omdb_without_id" if imdb_number is None else "omdb_without_movie"] += 1
        for year in years:
            files[year].write(line + b"\n")


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, with their numbers; DataError where the file ends or breaks early."""
    if not path.is_file():
        raise DataError(f"{path}: missing; an archive holds {ARCHIVE_TMDB} and {ARCHIVE_OMDB}")
    number = 0
    try:
        for number, line in enumerate(read_jsonl(path), start=1):
            if line.strip():
                yield number, line
    except (EOFError, OSError, zlib.error) as error:
        raise DataError(f"{path}: damaged after line {number} ({error}); copy the file again") from None


def _movie(path: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        body = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise DataError(
            f"{path}, line {number}: not JSON ({error}); a line is the body of TMDB /movie/{{id}}"
        ) from None
    if not isinstance(body, dict) or not isinstance(body.get("id"), int):
        raise DataError(f"{path}, line {number}: no whole number as id; a line is the body of TMDB /movie/{{id}}")
    return body


def _title_number(path: Path, number: int, line: bytes) -> int | None:
    """Return the digits of the IMDb id; None for a body without one, as an error saved as if it were a title."""
    try:
        body = orjson.loads(line)
    except orjson.JSONDecodeError:
        # OMDb sends control characters and lone backslashes; such a body stays as it is if its id can be read.
        found_raw = IMDB_ID_IN_TEXT.search(line)
        if not found_raw:
            raise DataError(f"{path}, line {number}: neither JSON nor text with an imdbID: {line[:60]!r}") from None
        return int(found_raw[1])
    imdb_id = body.get("imdbID") if isinstance(body, dict) else None
    found = IMDB_ID.fullmatch(imdb_id) if isinstance(imdb_id, str) else None
    return int(found[1]) if found else None
