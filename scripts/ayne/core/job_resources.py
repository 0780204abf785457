"""What jobs ask a cluster for: memory and time by the size of what they read, from measured peaks (docs/cluster.md)."""

import math
from collections.abc import Callable
from typing import Protocol

# What two Snakemakes take that start a job on a node of a cluster.
NODE_MB = 400
# What a job takes whose DuckDB writes to disk what is above its limit (docs/benchmarks.md), with a third to spare.
DUCKDB_MB = 4500


class JobInputs(Protocol):
    """A job's inputs, as Snakemake hands them to a resource."""

    @property
    def size_mb(self) -> float:
        """The MB of all of them."""


def memory_mb(
    job: float = 0, *, core: float = 0, input_mb: float = 0, core_input_mb: float = 0, most: float = math.inf
) -> Callable[[object, JobInputs, int, int], int]:
    """Return a resource: MB for a job, for each core, for each MB of its inputs, and for each MB of these on each core.

    A third is to spare; `most` is for a job that writes to disk what is more. Each further attempt asks for as much
    again.
    """

    def needed(wildcards: object, input: JobInputs, threads: int, attempt: int) -> int:  # noqa: A002, ARG001 -- named by Snakemake
        own = job + threads * core + (input_mb + threads * core_input_mb) * input.size_mb
        return attempt * round(NODE_MB + min(own, most))

    return needed


def minutes(job: float, *, input_mb: float = 0) -> Callable[[object, JobInputs, int], int]:
    """Return a resource: minutes for a job and each MB of its inputs; each further attempt asks for as much again."""

    def needed(wildcards: object, input: JobInputs, attempt: int) -> int:  # noqa: A002, ARG001 -- named by Snakemake
        return attempt * round(job + input_mb * input.size_mb)

    return needed
