"""Gathers everything that could not be used in one table, and proves that nothing else is missing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from ayne.artifacts.counts import Counts, LineCounts, SourceCounts
from ayne.core.errors import DataError
from ayne.core.files import read_jsonl
from ayne.core.logging import get_logger
from ayne.tables.import_file import TABLES, count_rows
from ayne.tables.list_entries import NO_ID, entries_without_id
from ayne.tables.session import copy_parquet, open_session, quoted

logger = get_logger(__name__)

PAGES = (".html", ".htm")


class SourceFiles(NamedTuple):
    """A source's files, shard by shard, and its table; `key` is the source's own id, as SQL over the table's columns.

    `raw` are raw shards, or the CSV or Parquet file of an imported table, or saved pages; `lists` are the raw lists of
    movies that were asked for first, if there are any.
    """

    raw: Sequence[str | Path]
    typed: Sequence[str | Path]
    rejected: Sequence[str | Path]
    table: str | Path
    key: str
    lists: Sequence[str | Path] = ()


class Archive(NamedTuple):
    """What became of each line of an archive, and the fewest votes that a movie must have."""

    lines: Path
    min_vote_count: int


def build_rejected(
    sources: Mapping[str, SourceFiles],
    tables_rejected: Sequence[str | Path],
    out: Path,
    counts: Path,
    threads: int = 1,
    archive: Archive | None = None,
) -> None:
    """Write every rejected record and field, sorted, and the counts of each source.

    A typed record that its table does not have is a rejected record too: OMDb's answer for a title that no movie
    carries any more. Lines of an archive that cannot be used, and entries of a list without an id, are rejected records
    as well. An error unless, for each source, raw records = kept + duplicates + rejected records, and lines = used +
    left out + rejected.
    """
    with open_session(threads) as session:
        paths = [*tables_rejected, *(path for source in sources.values() for path in source.rejected)]
        session.execute(f"CREATE TEMP TABLE refused AS FROM {_parquet(paths)}")
        for source, files in sources.items():
            _refuse_unmatched(session, source, files)
        report = {source: _count_source(session, source, files) for source, files in sources.items()}
        for source, files in sources.items():
            entries = _refuse_entries(session, source, files.lists)
            report[source] = report[source].model_copy(update={"rejected_entries": entries})
        if archive:
            for source in report.keys() & {"tmdb", "omdb"}:
                lines = _count_lines(session, source, sources[source], archive)
                report[source] = report[source].model_copy(update={"archive": lines})
        copy_parquet(session, "SELECT * FROM refused ORDER BY ALL", out)
    Counts(report).write(counts)
    for source, count in report.items():
        _require_balance(source, count)


def _count_lines(session: duckdb.DuckDBPyConnection, source: str, files: SourceFiles, archive: Archive) -> LineCounts:
    """Add the lines of an archive that cannot be used to `refused`; return what became of all its lines.

    One that could be used, and is in no raw file, was not asked for, which has its reasons as well.
    """
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE line AS FROM read_parquet({quoted(archive.lines)}) WHERE source = ?", [source]
    )
    few, not_due = f"fewer than {archive.min_vote_count} votes (catalogue.min_vote_count)", "not asked for yet"
    unasked = f"CASE WHEN coalesce(votes, 0) < {archive.min_vote_count} THEN {quoted(few)} ELSE {quoted(not_due)} END"
    session.execute(
        f"UPDATE line SET reason = {unasked if source == 'tmdb' else quoted('its movie is not used')} "
        f"WHERE reason IS NULL AND record_id NOT IN (SELECT record_id FROM {_parquet(files.typed)}) "
        "AND record_id NOT IN (SELECT record_id FROM refused WHERE source = ? AND field = '')",
        [source],
    )
    used = _one_row(session, "SELECT count(*) FROM line WHERE reason IS NULL")[0]
    session.execute(
        "INSERT INTO refused SELECT source, coalesce(record_id, 'line ' || line), '', value, reason "
        "FROM line WHERE is_rejected"
    )
    by_reason = (
        "SELECT reason, count(*) FROM line WHERE reason IS NOT NULL AND is_rejected = ? GROUP BY ALL ORDER BY ALL"
    )
    left_out, rejected = (dict(session.execute(by_reason, [kind]).fetchall()) for kind in (False, True))
    lines = _one_row(session, "SELECT count(*) FROM line")[0]
    return LineCounts(lines=lines, used=used, left_out=left_out, rejected=rejected)


def _parquet(paths: Sequence[str | Path]) -> str:
    return "read_parquet([" + ", ".join(quoted(path) for path in paths) + "])"


def _refuse_unmatched(session: duckdb.DuckDBPyConnection, source: str, files: SourceFiles) -> None:
    """Add the newest typed records that the source's table does not have."""
    session.execute(
        f"INSERT INTO refused SELECT DISTINCT {quoted(source)}, record_id, '', NULL, 'no movie has this id' "
        f"FROM {_parquet(files.typed)} WHERE record_id NOT IN "
        f"(SELECT ({files.key})::VARCHAR FROM {_parquet([files.table])})"
    )


def _refuse_entries(session: duckdb.DuckDBPyConnection, source: str, lists: Sequence[str | Path]) -> dict[str, int]:
    """Add the entries of a source's lists that name no movie; return their number by reason."""
    entries = list(entries_without_id(lists))
    for place, value in entries:
        session.execute("INSERT INTO refused VALUES (?, ?, '', ?, ?)", [source, place, value, NO_ID])
    return {NO_ID: len(entries)} if entries else {}


def _count_source(session: duckdb.DuckDBPyConnection, source: str, files: SourceFiles) -> SourceCounts:
    """Return a source's counts; `kept` counts the source's ids, `movies` the movies that its table is about."""
    typed, distinct = _one_row(session, f"SELECT count(*), count(DISTINCT record_id) FROM {_parquet(files.typed)}")
    counts = f"count(DISTINCT movie_id), count(DISTINCT {files.key})"
    movies, kept = _one_row(session, f"SELECT {counts} FROM {_parquet([files.table])}")
    refused = session.execute(
        "SELECT field, reason, count(*) FROM refused WHERE source = ? GROUP BY ALL ORDER BY ALL", [source]
    ).fetchall()
    records: Counter[str] = Counter()
    fields: dict[str, dict[str, int]] = {}
    for field, reason, number in refused:
        if field:
            fields.setdefault(field, {})[reason] = number
        else:
            records[reason] = number
    return SourceCounts(
        records=sum(_count_records(path) for path in files.raw),
        kept=kept,
        movies=movies,
        duplicates=typed - distinct,
        rejected_records=dict(records),
        rejected_fields=fields,
    )


def _count_records(raw: str | Path) -> int:
    path = Path(raw)
    if path.suffix.lower() in TABLES:
        return count_rows(path)
    if path.suffix.lower() in PAGES:
        return 1
    return sum(1 for line in read_jsonl(path) if line.strip())


def _one_row(session: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row = session.execute(query).fetchone()
    return tuple(row) if row else ()


def _require_balance(source: str, count: SourceCounts) -> None:
    logger.info(
        "%s: %d records: %d kept, %d duplicates, %d rejected",
        source, count.records, count.kept, count.duplicates, count.rejected,
    )  # fmt: skip
    if count.records != count.kept + count.duplicates + count.rejected:
        raise DataError(
            f"{source}: {count.records} raw records are not {count.kept} kept + {count.duplicates} "
            f"duplicates + {count.rejected} rejected: a record has disappeared or was counted twice"
        )
    if count.archive and count.archive.lines != count.archive.accounted_for:
        raise DataError(
            f"{source}: of {count.archive.lines} lines of the archive {count.archive.accounted_for} are used, left out "
            "or rejected: a line has disappeared or was counted twice"
        )
