"""The workflow as it ran: which rule, or job, takes what from which other, and what it cost."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ayne.artifacts.rules import RuleCost, Rules
from ayne.provenance.job_records import JobRecord, read_records

YEAR = re.compile(r"(?<=/)\d{4}(?=[./]|$)")
# Where Snakemake notes a job's costs, named as its log is.
COSTS = Path("logs/costs")
# More paths of one folder and ending than these are told as one pattern and a number.
ALIKE = 3


@dataclass
class Node:
    """A box of the picture: a rule, or the jobs of one kind."""

    name: str
    jobs: set[str] = field(default_factory=set)
    takes_from: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    writes: set[str] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=dict)


Graph = dict[str, Node]


def records_behind(folder: Path, targets: Iterable[str]) -> dict[str, JobRecord]:
    """Return the records of `targets` and of all that they were made from, other outputs of the same jobs included."""
    records = read_records(folder)
    reached: dict[str, JobRecord] = {}
    waiting = list(targets)
    while waiting:
        path = waiting.pop()
        if path in records and path not in reached:
            reached[path] = records[path]
            waiting += records[path].inputs
    jobs = {job_id(path, record) for path, record in reached.items()}
    return {path: record for path, record in records.items() if job_id(path, record) in jobs}


def rule_of(_path: str, record: JobRecord) -> str:
    """Name a record by its rule."""
    return record.rule


def job_of(path: str, record: JobRecord) -> str:
    """Name a record by its job's log, all years alike: `parse_raw tmdb/{year}`."""
    name = job_id(path, record)
    folder, _, rest = YEAR.sub("{year}", name).partition("/")
    return folder if not rest else f"{folder} {rest}"


def job_id(path: str, record: JobRecord) -> str:
    """Return what only this job's records have: its log, or else its output."""
    return path if record.log is None else record.log.removeprefix("logs/").removesuffix(".log")


def build_graph(records: dict[str, JobRecord], name_of: Callable[[str, JobRecord], str]) -> Graph:
    """Return the boxes and what they take from each other, in the order of their names."""
    graph: Graph = {}
    names = {path: name_of(path, record) for path, record in records.items()}
    for path, record in records.items():
        node = graph.setdefault(names[path], Node(names[path]))
        job = job_id(path, record)
        node.jobs.add(job)
        node.writes.add(path)
        node.reads |= record.inputs.keys()
        node.takes_from |= {names[source] for source in record.inputs if source in names} - {node.name}
        began, ended = record.made
        node.seconds[job] = max(node.seconds.get(job, 0.0), ended - began)
    return {name: graph[name] for name in sorted(graph)}


def peaks_of_jobs(folder: Path) -> dict[str, float]:
    """Return {job: most resident memory that it and the processes below it held, in MB}; not of the shortest jobs."""
    peaks: dict[str, float] = {}
    for file in sorted((folder / COSTS).rglob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            measured = [row["max_rss"] for row in csv.DictReader(lines, delimiter="\t")]
        # Snakemake writes "NA", or "-" in older versions, where a job ended before it was looked at.
        peaks |= {
            str(file.relative_to(folder / COSTS).with_suffix("")): float(peak)
            for peak in measured
            if peak not in {"NA", "-"}
        }
    return peaks


def rule_table(graph: Graph, layers: dict[str, int], peaks: Mapping[str, float]) -> Rules:
    """Return a row per rule, in the order of the data: what it reads and writes, its jobs, their seconds and memory.

    `peaks` is the memory of each job in MB; a rule has that of its largest job, or None where none was measured.
    """
    return Rules(
        tuple(
            RuleCost(
                rule=node.name,
                jobs=len(node.jobs),
                reads=patterns(node.reads),
                writes=patterns(node.writes),
                seconds=round(sum(node.seconds.values()), 3),
                longest_job_seconds=round(max(node.seconds.values()), 3),
                peak_mb=max((peak for job in node.jobs if (peak := _peak(job, peaks)) is not None), default=None),
            )
            for node in sorted(graph.values(), key=lambda node: (layers[node.name], node.name))
        )
    )


def _peak(job: str, peaks: Mapping[str, float]) -> float | None:
    """Return the memory of a job, or of the one that it is a part of, in MB."""
    places = (str(place) for place in (Path(job), *Path(job).parents))
    return next((peaks[place] for place in places if place in peaks), None)


def patterns(paths: Iterable[str]) -> list[str]:
    """Return paths with years as `{year}`, and many of one kind as `data/tables/*.parquet (24)`."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for path in {YEAR.sub("{year}", path) for path in paths}:
        by_kind[f"{Path(path).parent}/*{Path(path).suffix}"].add(path)
    shown: list[str] = []
    for kind, alike in by_kind.items():
        shown += [f"{kind} ({len(alike)})"] if len(alike) > ALIKE else alike
    return sorted(shown)
