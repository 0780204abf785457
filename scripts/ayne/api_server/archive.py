"""Split an archive of recorded answers into the files by year that collection reads; JSON passes byte for byte.

What becomes of every line stands in an index, so that nothing vanishes between an archive and the tables.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
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
    open_lines,
    tmdb_file,
)
from ayne.api_server.archive_lines import BAD_DATE, UNDATED, Line, as_json, movie_line, title_line
from ayne.artifacts.world_counts import WorldCounts
from ayne.core.errors import DataError
from ayne.core.files import read_jsonl, write_parquet
from ayne.core.logging import get_logger

logger = get_logger("simulation")

SUPERSEDED = "the same id again: the last line counts"
OTHER_YEAR = "released in another year than {} to {}"
NO_MOVIE = "no movie of these years has this IMDb id"
_BATCH = 20_000
_SCHEMA = {
    "line": pl.Int64,
    "record_id": pl.String,
    "reason": pl.String,
    "value": pl.String,
    "is_rejected": pl.Boolean,
    "year": pl.Int32,
    "votes": pl.Int64,
    "imdb_id": pl.String,
}


def split_archive(archive: Path, out: Path, years: Iterable[int], *, has_items: bool = False) -> dict[str, int]:
    """Write the files of every year in `years`, `lines.parquet` and `counts.json` to `out`; return the counts.

    `lines.parquet` has a row a line: its source, number, id, and why it is in none of the files, null if it is in one;
    `is_rejected` tells what cannot be used from what is of no interest. Of two lines with one id the later counts. A
    title of OMDb goes to the year of the movie with its IMDb id, to both years where two movies share it, and so does,
    if the archive `has_items`, an item of Wikidata's. DataError names a file that is missing or damaged, or of which no
    line can be used.
    """
    wanted = sorted(set(years))
    tmdb, omdb = archive / ARCHIVE_TMDB, archive / ARCHIVE_OMDB
    movies = (
        _checked_lines(tmdb, movie_line)
        .with_columns(reason=_or_other_year(wanted))
        .with_columns(reason=_or_superseded())
    )
    _warn_of_rejected(tmdb, movies)
    _require_movies(movies)
    used = movies.filter(pl.col("reason").is_null())
    _write(tmdb, used.select("line", "year"), {year: tmdb_file(out, year) for year in wanted})
    titles, places = _titles(archive, movies)
    _write(omdb, places, {year: omdb_file(out, year) for year in wanted})
    index = pl.concat([movies.with_columns(source=pl.lit("tmdb")), titles.with_columns(source=pl.lit("omdb"))])
    write_parquet(index.select("source", *_SCHEMA).drop("imdb_id").sort("source", "line"), out / LINES)
    counts = _counts(index) | (split_items(archive, out, used, wanted) if has_items else {})
    WorldCounts(counts).write(out / COUNTS)
    logger.info("archive %s: %s", archive, ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    return counts


def _checked_lines(path: Path, check: Callable[[bytes], Line]) -> pl.DataFrame:
    """Return a row a line that is not blank."""
    parts = [pl.DataFrame(schema=_SCHEMA)]
    for batch in batched(_numbered(path), _BATCH):
        checked = [check(line) for _, line in batch]
        columns = {name: [getattr(line, name) for line in checked] for name in _SCHEMA if name != "line"}
        parts.append(pl.DataFrame({"line": [number for number, _ in batch]} | columns, schema=_SCHEMA))
    return pl.concat(parts)


def _or_other_year(wanted: list[int]) -> pl.Expr:
    reason = OTHER_YEAR.format(wanted[0], wanted[-1]) if wanted else "no year is wanted"
    is_other = pl.col("reason").is_null() & ~pl.col("year").is_in(wanted)
    return pl.when(is_other).then(pl.lit(reason)).otherwise("reason")


def _or_superseded() -> pl.Expr:
    is_used = pl.col("reason").is_null()
    last = pl.when(is_used).then("line").max().over("record_id")
    return pl.when(is_used & (pl.col("line") < last)).then(pl.lit(SUPERSEDED)).otherwise("reason")


def _titles(archive: Path, movies: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the judged lines of OMDb, and in which years' files each that is used stands."""
    path = archive / ARCHIVE_OMDB
    if not path.is_file():
        logger.warning("archive %s holds no %s: OMDb knows none of its movies", archive, ARCHIVE_OMDB)
        return pl.DataFrame(schema=_SCHEMA), pl.DataFrame(schema={"line": pl.Int64, "year": pl.Int32})
    wanted = movies.filter(pl.col("reason").is_null()).select("year", record_id="imdb_id").unique()
    titles = _checked_lines(path, title_line).with_columns(reason=_or_superseded())
    is_strange = pl.col("reason").is_null() & ~pl.col("record_id").is_in(wanted["record_id"].implode())
    titles = titles.with_columns(reason=pl.when(is_strange).then(pl.lit(NO_MOVIE)).otherwise("reason"))
    _warn_of_rejected(path, titles)
    used = titles.filter(pl.col("reason").is_null()).select("line", "record_id")
    return titles, used.join(wanted, on="record_id", maintain_order="left").select("line", "year").sort("line", "year")


def _write(path: Path, places: pl.DataFrame, files: dict[int, Path]) -> None:
    """Write each line to the files of its years; `places` is sorted by line."""
    left = iter(places.sort("line", "year").iter_rows())
    place = next(left, None)
    with ExitStack() as stack:
        opened = {year: stack.enter_context(open_lines(file)) for year, file in files.items()}
        for number, line in _numbered(path) if place else ():
            while place and place[0] == number:
                opened[place[1]].write(line + b"\n")
                place = next(left, None)


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
