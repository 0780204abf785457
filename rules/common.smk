"""What every rule file uses: shared paths and names, the hash of a rule's code, what Snakemake's report shows."""

from ayne.core.code import CACHE, code_hashes, remember
from ayne.core.job_resources import DUCKDB_MB, memory_mb, minutes
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


def place_of_setting(path):
    """Return in which layer of the settings a key stands, for a message."""
    return place_of(path, SETTINGS_GIVEN)


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


def shown(path, caption, category, labels=None):
    """Return an output that `snakemake --report` shows, with its caption from rules/captions/."""
    return report(path, caption=f"captions/{caption}.rst", category=category, labels=labels)


def code(script, *modules):
    """Return a parameter: the hash of each module that `script` reaches, and of `modules`, which wildcards pick."""

    def hashes(wildcards):
        return code_hashes(ROOT / "scripts", script, *(name.format(**wildcards) for name in modules))

    return hashes
