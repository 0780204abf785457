"""A table as a part of the job that builds all tables.

A job that has nothing to build loads no database.
"""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from ayne.core.errors import ConfigError
from ayne.core.part import Part

# A million movies are more than a quarter of DuckDB's memory can sort.
MOST_AT_ONCE = 2

# The file of a table, or those of a source's typed shards.
type Files = str | list[str]


def table_part(part: Part, reads: Mapping[str, Iterable[str]], known: Mapping[str, Files], cores: int) -> None:
    """Build the table that a part is named after, from what it `reads` by name, whose files are `known`.

    Its inputs are its SQL and dictionary first; its parameters are the options that the dictionary names. One of those
    that are built `at_once` has its share of the cores and of DuckDB's memory.
    """
    from ayne.tables.session import MEMORY_MB, Limits
    from ayne.tables.table_builder import build_table

    sql, dictionary, *_ = part.inputs
    table, rejected = part.outputs
    inputs = {name: known[name] for name in reads[part.name]}
    n_at_once = processes(cores) if part.name in at_once(reads) else 1
    limits = Limits(cores // n_at_once, MEMORY_MB // n_at_once)
    build_table(part.name, inputs, dictionary, sql, table, rejected, limits, dict(part.parameters))


def processes(cores: int) -> int:
    """Return how many tables are built at once."""
    return min(cores, MOST_AT_ONCE)


def at_once(reads: Mapping[str, Iterable[str]]) -> list[str]:
    """Return the tables that read no other one, in order."""
    return sorted(table for table, names in reads.items() if reads.keys().isdisjoint(names))


def files_read(names: Iterable[str], known: Mapping[str, Files]) -> list[Path]:
    """Return the files behind the names that a table reads, one after the other."""
    outputs = [known[name] for name in names]
    return [Path(file) for files in outputs for file in ([files] if isinstance(files, str) else files)]


def in_order(reads: Mapping[str, Iterable[str]]) -> list[str]:
    """Return tables so that each comes after those that it reads, always in the same order; `reads` is by table."""
    sorter = TopologicalSorter({table: sorted(set(names) & reads.keys()) for table, names in sorted(reads.items())})
    try:
        return [*sorter.static_order()]
    except CycleError as error:
        ring = " → ".join(error.args[1])
        raise ConfigError(f"config/tables: tables that read each other: {ring}; take one out of `reads`") from None
