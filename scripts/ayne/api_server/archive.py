"""Split an archive of recorded answers into the files by year that collection reads; JSON passes byte for byte.

What becomes of every line stands in an index, so that nothing vanishes between an archive and the tables.
"""

import shutil
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import batched
from pathlib import Path

import polars as pl

from ayne.api_server.archive_items import split_items
from ayne.api_server.archive_layout import (
    ARCHIVE_OMDB,
    ARCHIVE_TMDB,
    COUNTS,
    LINES,
    omdb_file,
    tmdb_file,
)
from ayne.api_server.archive_lines import BAD_DATE, UNDATED, Line, as_json, movie_line, title_line
from ayne.artifacts.world_counts import WorldCounts
from ayne.core.errors import DataError
from ayne.core.files import read_jsonl, write_jsonl, write_parquet
from ayne.core.logging import get_logger

logger = get_logger("simulation")

SUPERSEDED = "the same id again: the last line counts"
OTHER_YEAR = "released in another year than {} to {}"
NO_MOVIE = "no movie of these years has this IMDb id"
_BATCH = 20_000
_SCHEMA = {
    "line": pl.Int64, "record_id": pl.String, "reason": pl.String, "value": pl.String, "is_rejected": pl.Boolean,
    "year": pl.Int32, "votes": pl.Int64, "imdb_id": pl.String,
}  # fmt: skip


def split_archive(archive: Path, out: Path, years: Iterable[int], *, has_items: bool = False) -> dict[str, int]:
    """Write the files of every year in `years`, `lines.parquet` and `counts.json` to `out`; return the counts.

    `lines.parquet` has a row per line: its source, number, id, and why it is in no file, null if it is in one;
    `is_rejected` tells what cannot be used from what is of no interest. Of two lines with one id the later counts. A
    title of OMDb goes to the year of the movie with its IMDb id, to both years where two movies share it, and so does,
    if the archive `has_items`, an item of Wikidata's. DataError names a file that is missing or damaged, or of which no
    line can be used.
    """
    wanted = sorted(set(years))
    with _folder_for_lines(out) as folder:
        movies = _movies(archive, SplitFile(folder / "tmdb", {year: tmdb_file(out, year) for year in wanted}))
        used = _used(movies)
        titles = _titles(archive, SplitFile(folder / "omdb", {year: omdb_file(out, year) for year in wanted}), used)
    index = pl.concat([movies.with_columns(source=pl.lit("tmdb")), titles.with_columns(source=pl.lit("omdb"))])
    write_parquet(index.select("source", *_SCHEMA).drop("imdb_id").sort("source", "line"), out / LINES)
    counts = _counts(index) | (split_items(archive, out, used, wanted) if has_items else {})
    WorldCounts(counts).write(out / COUNTS)
    logger.info("archive %s: %s", archive, ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    return counts


@contextmanager
def _folder_for_lines(out: Path) -> Iterator[Path]:
    """Yield a folder that is gone in the end; the next run takes away what a killed one has left of it."""
    folder = out / ".lines"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True)
class SplitFile:
    """A file of an archive on its way into files by year: its lines wait in `folder` until it is known which count."""

    folder: Path
    files: Mapping[int, Path]

    def read(
        self,
        lines: Iterable[tuple[int, bytes]],
        check: Callable[[bytes], Line],
        years: Callable[[pl.DataFrame], pl.DataFrame],
    ) -> pl.DataFrame:
        """Return a row per line; put each aside for its `years`, which are rows of `line` and `year`."""
        parts = [pl.DataFrame(schema=_SCHEMA)]
        self.folder.mkdir(parents=True)
        with ExitStack() as stack:
            aside = {year: stack.enter_context(self._aside(year).open("wb")) for year in self.files}
            for batch in batched(lines, _BATCH):
                texts = dict(batch)
                parts.append(_checked_lines(texts, check))
                for number, year in years(parts[-1]).select("line", "year").sort("line", "year").iter_rows():
                    aside[year].write(b"%d %s\n" % (number, texts[number]))
        return pl.concat(parts)

    def write(self, without: Collection[int]) -> None:
        """Write the lines that were put aside to the files of their years, but those with these numbers."""
        for year, file in self.files.items():
            lines = (line.split(b" ", 1) for line in read_jsonl(self._aside(year)))
            write_jsonl(file, (line for number, line in lines if int(number) not in without))
            self._aside(year).unlink()

    def _aside(self, year: int) -> Path:
        return self.folder / str(year)


def _checked_lines(lines: Mapping[int, bytes], check: Callable[[bytes], Line]) -> pl.DataFrame:
    """Return a row per line, of lines by their number."""
    checked = [check(line) for line in lines.values()]
    columns = {name: [getattr(line, name) for line in checked] for name in _SCHEMA if name != "line"}
    return pl.DataFrame({"line": list(lines)} | columns, schema=_SCHEMA)


def _or_other_year(wanted: list[int]) -> pl.Expr:
    reason = OTHER_YEAR.format(wanted[0], wanted[-1]) if wanted else "no year is wanted"
    is_other = pl.col("reason").is_null() & ~pl.col("year").is_in(wanted)
    return pl.when(is_other).then(pl.lit(reason)).otherwise("reason")


def _or_superseded() -> pl.Expr:
    is_used = pl.col("reason").is_null()
    last = pl.when(is_used).then("line").max().over("record_id")
    return pl.when(is_used & (pl.col("line") < last)).then(pl.lit(SUPERSEDED)).otherwise("reason")


def _movies(archive: Path, split: SplitFile) -> pl.DataFrame:
    """Write the files of TMDB's movies; return a row per line. DataError where no line can be used."""
    path, years = archive / ARCHIVE_TMDB, sorted(split.files)
    lines = split.read(_numbered(path), movie_line, lambda lines: _used(lines).filter(pl.col("year").is_in(years)))
    movies = lines.with_columns(reason=_or_other_year(years)).with_columns(reason=_or_superseded())
    _warn_of_rejected(path, movies)
    _require_movies(movies)
    split.write(without=_superseded(movies))
    return movies


def _titles(archive: Path, split: SplitFile, movies: pl.DataFrame) -> pl.DataFrame:
    """Write the files of OMDb's titles, each in the years of the `movies` that are used; return a row per line."""
    path = archive / ARCHIVE_OMDB
    wanted = movies.select("year", record_id="imdb_id").unique()
    if not path.is_file():
        logger.warning("archive %s holds no %s: OMDb knows none of its movies", archive, ARCHIVE_OMDB)
    recorded = _numbered(path) if path.is_file() else ()
    lines = split.read(recorded, title_line, lambda lines: _used(lines).drop("year").join(wanted, on="record_id"))
    titles = lines.with_columns(reason=_or_superseded())
    is_strange = pl.col("reason").is_null() & ~pl.col("record_id").is_in(wanted["record_id"].implode())
    titles = titles.with_columns(reason=pl.when(is_strange).then(pl.lit(NO_MOVIE)).otherwise("reason"))
    _warn_of_rejected(path, titles)
    split.write(without=_superseded(titles))
    return titles


def _used(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.filter(pl.col("reason").is_null())


def _superseded(lines: pl.DataFrame) -> frozenset[int]:
    return frozenset(lines.filter(reason=SUPERSEDED)["line"])


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, as JSON, with their numbers; DataError where the file breaks early."""
    if not path.is_file():
        raise DataError(f"{path}: missing; an archive holds {ARCHIVE_TMDB} and {ARCHIVE_OMDB}")
    number = 0
    try:
        for number, line in enumerate(read_jsonl(path), start=1):
            if line.strip():
                yield number, as_json(line)
    except (EOFError, OSError, zlib.error) as error:
        raise DataError(f"{path}: damaged after line {number} ({error}); copy the file again") from None


def _warn_of_rejected(path: Path, lines: pl.DataFrame) -> None:
    rejected = lines.filter("is_rejected")
    if rejected.height:
        logger.warning(
            "%s: %d of %d lines cannot be used, see data/tables/rejected.parquet: %s",
            *(path, rejected.height, lines.height, "; ".join(_reasons(rejected)[:3])),
        )


def _reasons(lines: pl.DataFrame) -> list[str]:
    """Return each reason with how many lines have it, and the first of them."""
    grouped = lines.group_by("reason").agg(pl.len(), pl.col("line").min()).sort("line")
    return [f"{reason} ({number} lines, the first is line {first})" for reason, number, first in grouped.iter_rows()]


def _require_movies(movies: pl.DataFrame) -> None:
    """DataError where an archive has lines, and every one of them is without a date that can be read."""
    undated = movies.filter(pl.col("reason").is_in([BAD_DATE, UNDATED]))
    if movies.height and undated.height == movies.height:
        raise DataError(
            f"{undated.height} of {movies.height} lines have no date written YYYY-MM-DD, the first is line "
            f"{undated['line'][0]} of {ARCHIVE_TMDB}"
        )
    if movies.height and movies["is_rejected"].all():
        raise DataError(f"{ARCHIVE_TMDB}: no line can be used: {'; '.join(_reasons(movies))}")


def _counts(index: pl.DataFrame) -> dict[str, int]:
    """Return how many lines each source has, are used, are of no interest, and cannot be used."""
    counts: dict[str, int] = {}
    for source in ("tmdb", "omdb"):
        lines = index.filter(source=source)
        used, rejected = lines["reason"].null_count(), lines.filter("is_rejected").height
        counts |= {
            f"{source}_lines": lines.height,
            f"{source}_used": used,
            f"{source}_rejected": rejected,
            f"{source}_left_out": lines.height - used - rejected,
        }
    return counts
