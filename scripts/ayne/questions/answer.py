"""Answering a question: its rows, its figure, and one sentence with the number in it."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ayne.artifacts.answer import Answer
from ayne.charts.draw import draw
from ayne.charts.svg import write_svg
from ayne.charts.wording import day, sentence
from ayne.core.errors import DataError
from ayne.core.files import atomic_path
from ayne.core.logging import get_logger
from ayne.database import DuckDBClient
from ayne.evaluation.bands import BANDS
from ayne.questions.header import Question, load_question
from ayne.tables.session import name, quoted

logger = get_logger("answer_question")

SOURCE_NAMES = {
    "tmdb": "TMDB",
    "omdb": "OMDb",
    "numbers": "The Numbers",
    "boxofficemojo": "Box Office Mojo",
    "wikidata": "Wikidata",
}
SOURCE_TABLES = {
    "tmdb": "tmdb_movies",
    "omdb": "omdb_movies",
    "numbers": "numbers_movies",
    "boxofficemojo": "box_office_releases",
    "wikidata": "wikidata_movies",
}


def answer_question(
    sql: Path,
    database: Path,
    reads: Mapping[str, Path],
    out: Mapping[str, Path],
    *,
    snapshot: date,
    settings: Mapping[str, float] | None = None,
    simulated: bool = False,
) -> None:
    """Write a question's rows (`csv`), figure (`svg`), and sentence with all that the report says of it (`json`).

    The SQL sees the database, the Parquet or CSV files of `reads` by their names, `getvariable('snapshot')` and each
    of the `settings` that it names (`reads.question_settings`).
    """
    settings = settings or {}
    question = load_question(sql, settings)
    rows = ask(sql, database, reads, snapshot, settings)
    words = say(question, rows, sql, settings)
    sources = sources_with_data(question.sources, database)
    source = source_line(sources, snapshot, simulated=simulated)
    with atomic_path(out["csv"]) as path:
        rows.with_columns(pl.col(pl.Float64).round_sig_figs(6)).write_csv(path, float_scientific=False)
    write_svg(out["svg"], draw(rows, question.chart) or NO_FIGURE, title=words, source=source)
    Answer(
        question=question.question,
        sentence=words,
        note=question.note,
        source=source,
        place=question.place,
        name=sql.stem,
        rows=rows.height,
        columns=rows.columns,
    ).write(out["json"])
    logger.info("%s: %s", sql.stem, words)


# A figure without anything in it, for a question without an answer.
NO_FIGURE = '<svg viewBox="0 0 360 8" xmlns="http://www.w3.org/2000/svg"></svg>'


def ask(
    sql: Path, database: Path, reads: Mapping[str, Path], snapshot: date, settings: Mapping[str, float] | None = None
) -> pl.DataFrame:
    """Return the rows of a question's SQL, which sees the budget bands of all scores as `budget_bands` too."""
    with DuckDBClient(database, threads=1) as db:
        db.connection.execute(f"SET VARIABLE snapshot = DATE {quoted(snapshot)}")
        db.set_variables(settings or {})
        db.connection.execute("CREATE TEMP TABLE budget_bands (name VARCHAR, from_usd DOUBLE, to_usd DOUBLE)")
        db.connection.executemany("INSERT INTO budget_bands VALUES (?, ?, ?)", [list(astuple(band)) for band in BANDS])
        for table, file in reads.items():
            reader = "read_csv" if file.suffix == ".csv" else "read_parquet"
            db.connection.execute(f"CREATE TEMP VIEW {name(table)} AS FROM {reader}({quoted(file)})")
        try:
            return db.query(sql.read_text(encoding="utf-8"))
        except DataError as error:
            raise DataError(f"{sql}: {error}") from None


def say(question: Question, rows: pl.DataFrame, sql: Path, settings: Mapping[str, float]) -> str:
    """Return the sentence, filled from the first row and the settings.

    A column that the header names and the SQL lacks is an error.
    """
    if missing := sorted(set(question.chart.columns) - set(rows.columns)):
        raise DataError(f"{sql}: chart names {', '.join(missing)}; the columns are {', '.join(rows.columns)}")
    if rows.is_empty():
        return question.none
    first: dict[str, Any] = rows.row(0, named=True)
    try:
        return sentence(question.sentence, {**settings, **first})
    except KeyError as error:
        raise DataError(f"{sql}: sentence names {error}; the columns are {', '.join(rows.columns)}") from None


def sources_with_data(sources: Sequence[str], database: Path) -> list[str]:
    """Return those of the sources that the database has rows of."""
    with DuckDBClient(database, threads=1) as db:
        return [source for source in sources if db.query(f"FROM {SOURCE_TABLES[source]} LIMIT 1").height]


def source_line(sources: Sequence[str], snapshot: date, *, simulated: bool) -> str:
    """Return whose data a figure shows, and as of when."""
    if simulated:
        return f"Data: simulated catalogue, as of {day(snapshot)}."
    return f"Data: {', '.join(SOURCE_NAMES[source] for source in sources)}, as of {day(snapshot)}."
