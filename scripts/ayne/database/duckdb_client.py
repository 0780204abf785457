"""Reads the database."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import duckdb

from ayne.core.errors import DataError
from ayne.core.study_files import DATABASE

if TYPE_CHECKING:
    import polars as pl

BUILD_COMMAND = "uv run snakemake --cores 8 data/movies.duckdb"


class DuckDBClient:
    """A connection to the database for the length of a `with`; read-only unless asked otherwise."""

    def __init__(
        self,
        database: Path | str = DATABASE,
        *,
        read_only: bool = True,
        threads: int | None = None,
        memory_mb: int | None = None,
    ) -> None:
        """`threads` and `memory_mb` are DuckDB's most; what does not fit into memory is written to disk."""
        self.database = Path(database)
        self._read_only = read_only
        limits = {"threads": threads, "memory_limit": memory_mb and f"{memory_mb}MB"}
        self._config: dict[str, Any] = {name: limit for name, limit in limits.items() if limit}
        self._connection: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Self:
        self._connection = self._connect()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """DuckDB's own connection; an error outside of the `with`."""
        if self._connection is None:
            raise DataError(f"{self.database} is not open: use `with DuckDBClient(…) as db:`")
        return self._connection

    def set_variables(self, values: Mapping[str, float]) -> None:
        """Set numbers that views and queries read with `getvariable`, such as `payback_multiple`."""
        for variable, value in values.items():
            self.connection.execute(f"SET VARIABLE {variable} = {float(value)!r}::DOUBLE")

    def query(self, sql: str, params: Sequence[object] | None = None) -> "pl.DataFrame":
        """Return the rows of one statement as a Polars frame; each `?` in it takes the next of `params`."""
        import polars as pl

        try:
            relation = self.connection.sql(sql, params=list(params or []))
            rows: pl.DataFrame = pl.DataFrame() if relation is None else relation.pl()
        except duckdb.Error as error:
            raise DataError(f"the query failed: {error}") from error
        return rows

    def explain(self, sql: str, params: Sequence[object] | None = None) -> str:
        """Return how DuckDB would run a statement, as text."""
        rows = self.connection.execute(f"EXPLAIN {sql}", list(params or [])).fetchall()
        return "\n".join(str(row[1]) for row in rows)

    def _connect(self) -> duckdb.DuckDBPyConnection:
        if not self.database.is_file():
            raise DataError(f"{self.database} does not exist; `{BUILD_COMMAND}` builds it")
        try:
            return duckdb.connect(str(self.database), read_only=self._read_only, config=self._config)
        except duckdb.Error as error:
            raise DataError(f"{self.database}: {explain_refusal(str(error))}") from error


def explain_refusal(message: str) -> str:
    """Say what to do about DuckDB's refusal to open a file."""
    first = message.splitlines()[0]
    if "set lock" in message:
        return f"another process is writing it: wait, or close that one ({first})"
    if "version number" in message:
        ours = duckdb.__version__
        return f"written by another version of DuckDB than {ours}; `{BUILD_COMMAND} --force` rebuilds it ({first})"
    return f"cannot be opened as a database ({first}); `{BUILD_COMMAND} --force` rebuilds it"
