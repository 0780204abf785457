"""The DuckDB database: built from the tables by one function, read through `DuckDBClient`."""

from ayne.database.duckdb_client import DuckDBClient

__all__ = ["DuckDBClient"]
