"""The same jobs in DVC: a stage for each job of Snakemake from the raw records on, with the same files and parameters.

A stage depends on the job's inputs and on its script, as DVC's users write it down, and may depend on the whole package
besides: DVC does not look into imports.
"""

import runpy
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from snakemake.io import is_flagged
from snakemake.iocontainers import Namedlist

from ayne.core.files import read_json, write_json

JOBS, PARAMETERS = Path("jobs.json"), Path("params.yaml")
PACKAGE = "scripts/ayne"
# What makes the raw records stays Snakemake's: to DVC they are files that someone has put there.
COLLECTS = frozenset({"build_prices", "build_world", "collect_source", "collect_tmdb"})
# The last lines of a Snakefile that writes down its jobs.
RECORD = """

onsuccess:
    from ayne.benchmarks.dvc_project import record

    record(workflow.dag.jobs)
"""
Job = dict[str, Any]


def record(jobs: Iterable[Any]) -> None:
    """Write what DVC must know of each job of Snakemake to run it by itself."""
    known = [_facts(job) for job in jobs if job.output and job.rule.name not in COLLECTS]
    write_json(JOBS, dict(sorted(known, key=lambda item: item[0])))


def _facts(job: Any) -> tuple[str, Job]:
    name = "-".join([job.rule.name, *map(str, job.wildcards)]).replace("/", "_").replace(".", "_")
    script = job.rule.script and Path(job.rule.basedir.get_path_or_uri(secret_free=True), job.rule.script).resolve()
    return name, {
        "rule": job.rule.name,
        "script": script and str(script.relative_to(Path.cwd())),
        "shell": job.shellcmd,
        "files_in": [str(file) for file in job.input if not is_flagged(file, "ancient")],
        "files_out": list(map(str, job.output)),
        "input": _named(job.input),
        "output": _named(job.output),
        "log": list(map(str, job.log)),
        "named_logs": _named(job.log),
        "wildcards": dict(job.wildcards_dict),
        "threads": job.threads,
        "params": {name: value for name, value in job.params.items() if name != "code"},
    }


def _named(files: Any) -> dict[str, str | list[str]]:
    return {name: str(value) if isinstance(value, str) else list(map(str, value)) for name, value in files.items()}


def write_stages(package: bool) -> None:
    """Write dvc.yaml and params.yaml for the recorded jobs; with `package` each stage depends on all modules."""
    jobs: dict[str, Job] = read_json(JOBS)
    stages = {name: _stage(name, job, [PACKAGE] if package else []) for name, job in jobs.items()}
    Path("dvc.yaml").write_text(yaml.safe_dump({"stages": stages}), encoding="utf-8")
    parameters = {name: job["params"] for name, job in jobs.items() if job["params"]}
    PARAMETERS.write_text(yaml.safe_dump(parameters, sort_keys=False), encoding="utf-8")


def _stage(name: str, job: Job, code: list[str]) -> dict[str, Any]:
    command = job["shell"] or f"{sys.executable} -m ayne.benchmarks.dvc_project {name}"
    script = [job["script"]] if job["script"] else []
    return {
        "cmd": command,
        "deps": sorted({*job["files_in"], *script, *code}),
        "outs": job["files_out"],
        **({"params": [name]} if job["params"] else {}),
    }


class Snakemake:
    """What a script of the workflow sees of its job."""

    def __init__(self, name: str) -> None:
        """Take the files from the recorded job, and the parameters from params.yaml, as a user of DVC edits them."""
        job: Job = read_json(JOBS)[name]
        parameters = yaml.safe_load(PARAMETERS.read_text(encoding="utf-8")).get(name, {})
        self.input = Namedlist(fromdict=job["input"])
        self.output = Namedlist(fromdict=job["output"]) if job["output"] else Namedlist(job["files_out"])
        self.wildcards = Namedlist(fromdict=job["wildcards"])
        self.params = Namedlist(fromdict={**parameters, "code": {}})
        self.log = Namedlist(fromdict=job["named_logs"]) if job["named_logs"] else Namedlist(job["log"])
        self.threads, self.rule, self.script = job["threads"], job["rule"], job["script"]
        self.config = {"scripts": str(Path(PACKAGE).parent)}


if __name__ == "__main__":
    snakemake = Snakemake(sys.argv[1])
    for path in read_json(JOBS)[sys.argv[1]]["log"]:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    runpy.run_path(snakemake.script, {"snakemake": snakemake}, run_name="__main__")
