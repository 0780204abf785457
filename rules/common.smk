"""What every rule file uses: shared paths and names, the hash of a rule's code, what Snakemake's report shows."""

from ayne.core.code import CACHE, code_hashes, remember
from ayne.core.repository_link import named_by_link

remember(CACHE)
# Where a job finds the code of its parts: no parameter, as a study that is moved is not stale.
config["scripts"] = str(ROOT / "scripts")


# Where a rule's code, SQL, dictionaries and templates are; a question, a table or a family names its own file there.
PACKAGE = ROOT / "scripts" / "ayne"
SQL = PACKAGE / "sql"
DICTIONARIES = ROOT / "config" / "tables"
FEATURE_DICTIONARIES = ROOT / "config" / "features"


wildcard_constraints:
    year=r"\d{4}",
    source=r"[a-z0-9_]+",
    table=r"[a-z0-9_]+",
    family=r"[a-z0-9_]+",
    set=r"[a-z0-9_]+",
    model=r"[a-z0-9_]+",


def own_file(path):
    """Return a file that the settings name, by a name that does not depend on where the study is.

    It is on the head alone: where nodes share no disk, jobs that read it run there.
    """
    return local(str(named_by_link(path, Path(workflow.basedir))))


def all_cores(wildcards):
    """Return the threads of a rule that works through its parts by itself: all cores of the run.

    A run that names none, as on a cluster, gives it those of a node (`max-threads` in the profile), or four.
    """
    return workflow.resource_settings.cores or workflow.resource_settings.max_threads or 4


# What two Snakemakes take that start a job on a node of a cluster.
NODE_MB = 400


def memory_mb(job=0, *, core=0, input_mb=0, core_input_mb=0):
    """Return a resource: MB for a job, for each core, for each MB of its inputs, and for each MB of these on each core.

    From measured peaks (docs/cluster.md), with a third to spare; each further attempt asks for as much again.
    """

    def needed(wildcards, input, threads, attempt):
        return attempt * round(NODE_MB + job + threads * core + (input_mb + threads * core_input_mb) * input.size_mb)

    return needed


def minutes(job, *, input_mb=0):
    """Return a resource: minutes for a job and for each MB of its inputs; each further attempt asks for as much again."""

    def needed(wildcards, input, attempt):
        return attempt * round(job + input_mb * input.size_mb)

    return needed


def shown(path, caption, category, labels=None):
    """Return an output that `snakemake --report` shows, with its caption from rules/captions/."""
    return report(path, caption=f"captions/{caption}.rst", category=category, labels=labels)


def code(script, *modules):
    """Return a parameter: the hash of each module that `script` reaches, and of `modules`, which wildcards pick."""

    def hashes(wildcards):
        return code_hashes(ROOT / "scripts", script, *(name.format(**wildcards) for name in modules))

    return hashes
