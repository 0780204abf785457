"""Write the simulated world: as the files by year that collection reads, or as an archive of any size."""

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ayne.api_server.archive_layout import (
    ARCHIVE_OMDB,
    ARCHIVE_TMDB,
    COUNTS,
    TRUTH,
    omdb_file,
    tmdb_file,
    wikidata_file,
    wikidata_names_file,
)
from ayne.artifacts.world_counts import WorldCounts
from ayne.core.files import atomic_path, write_jsonl, write_parquet
from ayne.core.logging import get_logger
from ayne.core.processes import in_processes
from ayne.simulation.processes_of_world import processes_of_world
from ayne.simulation.truth import truth_of_year
from ayne.simulation.wikidata_items import FIRST_MOVIE, wikidata_lines
from ayne.simulation.wikidata_names import NamedItems
from ayne.simulation.world import YearOfMovies, generate_years

if TYPE_CHECKING:
    import polars as pl

logger = get_logger("simulation")

COPIED_BYTES = 1 << 20


@dataclass
class Share:
    """The years that one process writes, of which some are `wanted`, and what it has to tell of them."""

    years: list[int]
    names: NamedItems = field(default_factory=NamedItems)
    counts: Counter[str] = field(default_factory=Counter)
    truth: "dict[int, pl.DataFrame]" = field(default_factory=dict)


def write_world(
    out: Path,
    *,
    seed: int,
    movies: int,
    first_year: int,
    snapshot: date,
    years: Iterable[int],
    apis: Collection[str] = ("tmdb", "omdb"),
    processes: int = 1,
) -> dict[str, int]:
    """Write the files of every year in `years`, `counts.json` and `truth.parquet` to `out`; return the counts.

    `apis` are those that the world answers as: tmdb and omdb, wikidata, or all. Years without movies get empty files.
    Movies of other years are counted as out of range, undated ones as undated. Each of `processes`, if there are movies
    enough, draws the whole world, which is a tenth of the work, and writes a part of the years.
    """
    wanted, drawn = set(years), range(first_year, snapshot.year + 2)
    generate = partial(generate_years, seed, movies, first_year, snapshot)
    shares = _in_shares(partial(_write_share, out, wanted, apis, generate), drawn, movies, processes)
    for empty in sorted(wanted - set(drawn)):
        for api in apis:
            write_jsonl(FILES[api](out, empty), [])
    counts = Counter({name: sum(share.counts[name] for share in shares) for api in apis for name in COUNTED[api]})
    if "wikidata" in apis:
        names = NamedItems.of(share.names for share in shares)
        counts["wikidata_name_triples"] += write_jsonl(wikidata_names_file(out), names.lines())
    return _finish(out, shares, counts, f"{len(wanted)} years")


def _in_shares(write: Callable[[Share], Share], years: range, movies: int, processes: int) -> list[Share]:
    """Have each process write a share of the years; in turns, as the later years have more movies."""
    processes = processes_of_world(movies, processes)
    shares = [Share([*years[number::processes]]) for number in range(processes)]
    return [write(shares[0])] if processes == 1 else in_processes(write, shares)


def _write_share(
    out: Path, wanted: set[int], apis: Collection[str], generate: Callable[[], Iterator[YearOfMovies]], share: Share
) -> Share:
    for year in generate():
        if year.year in share.years:
            for api in apis:
                WRITERS[api](out, year, wanted, share.names, share.counts)
            share.truth[year.year] = truth_of_year(year) if "tmdb" in apis else wikidatas_truth(year)
    return share


def _write_tmdb(out: Path, year: YearOfMovies, wanted: set[int], _: NamedItems, counts: Counter[str]) -> None:
    if year.year in wanted:
        counts["tmdb_lines"] += write_jsonl(tmdb_file(out, year.year), year.tmdb_lines())
    else:
        counts["tmdb_out_of_range"] += len(year.facts) - int(year.quirks.is_undated.sum())
    counts["tmdb_undated"] += int(year.quirks.is_undated.sum())


def _write_omdb(out: Path, year: YearOfMovies, wanted: set[int], _: NamedItems, counts: Counter[str]) -> None:
    if year.year in wanted:
        counts["omdb_lines"] += write_jsonl(omdb_file(out, year.year), year.omdb_lines())


def _write_wikidata(out: Path, year: YearOfMovies, wanted: set[int], names: NamedItems, counts: Counter[str]) -> None:
    if year.year in wanted:
        lines = wikidata_lines(map(names.note, year.movies()))
        counts["wikidata_triples"] += write_jsonl(wikidata_file(out, year.year), lines)
    else:
        counts["wikidata_out_of_range"] += len(year.facts)


def wikidatas_truth(year: YearOfMovies) -> "pl.DataFrame":
    """Return the truth of a year by the numbers of Wikidata's items, in the column that has TMDB's ids else."""
    import polars as pl

    first = FIRST_MOVIE + year.facts.first_index
    return truth_of_year(year).with_columns(tmdb_id=pl.int_range(first, first + len(year.facts)))


FILES = {"tmdb": tmdb_file, "omdb": omdb_file, "wikidata": wikidata_file}
WRITERS = {"tmdb": _write_tmdb, "omdb": _write_omdb, "wikidata": _write_wikidata}
COUNTED = {
    "tmdb": ("tmdb_lines", "tmdb_undated", "tmdb_out_of_range"),
    "omdb": ("omdb_lines",),
    "wikidata": ("wikidata_triples", "wikidata_name_triples", "wikidata_out_of_range"),
}


def write_archive(
    out: Path, *, seed: int, movies: int, first_year: int, snapshot: date, processes: int = 1
) -> dict[str, int]:
    """Stream the world to `out` as an archive, undated movies included; return the counts.

    `truth.parquet` and `counts.json` stand beside. Each of `processes`, if there are movies enough, writes the gzip
    streams of a part of the years, which the archive has one after the other. The memory of each holds one year's facts
    and numbers of all movies, no bodies.
    """
    years = range(first_year, snapshot.year + 2)
    generate = partial(generate_years, seed, movies, first_year, snapshot)
    # By one name, so that the same command after a kill takes away what that has left.
    by_year = out / ".years"
    try:
        shares = _in_shares(partial(_archive_share, by_year, generate), years, movies, processes)
        for name, file in ((ARCHIVE_TMDB, tmdb_file), (ARCHIVE_OMDB, omdb_file)):
            _join([file(by_year, year) for year in years], out / name)
    finally:
        shutil.rmtree(by_year, ignore_errors=True)
    counts = sum((share.counts for share in shares), Counter({"tmdb_lines": 0, "omdb_lines": 0}))
    return _finish(out, shares, counts, "an archive")


def _archive_share(folder: Path, generate: Callable[[], Iterator[YearOfMovies]], share: Share) -> Share:
    for year in generate():
        if year.year in share.years:
            share.counts["tmdb_lines"] += write_jsonl(tmdb_file(folder, year.year), year.archived_lines())
            share.counts["omdb_lines"] += write_jsonl(omdb_file(folder, year.year), year.omdb_lines())
            share.truth[year.year] = truth_of_year(year)
    return share


def _join(parts: Iterable[Path], path: Path) -> None:
    """Move gzip streams into one file, which is one again."""
    with atomic_path(path) as temporary, temporary.open("wb") as joined:
        for part in parts:
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, joined, COPIED_BYTES)
            part.unlink()


def _finish(out: Path, shares: Iterable[Share], counts: Counter[str], what: str) -> dict[str, int]:
    import polars as pl

    truth = {year: table for share in shares for year, table in share.truth.items()}
    write_parquet(pl.concat(truth[year] for year in sorted(truth)), out / TRUTH)
    WorldCounts(dict(counts)).write(out / COUNTS)
    logger.info("%s simulated: %s", what, ", ".join(f"{name} {count}" for name, count in counts.items()))
    return dict(counts)
