"""Why a job on a cluster failed: what the cluster says of it, and the last words of its log.

A job on this machine has said them on the console itself.
"""

import re
from pathlib import Path

LAST_WORDS = 5
# What the executors append to what the cluster says.
REFERRAL = re.compile(r"\s*(Detailed failure reason unavailable|For further error details).*", re.DOTALL)
# Snakemake's own last lines in a cluster's log say no more than that the job failed.
OF_SNAKEMAKE = re.compile(
    r"\[\w{3} \w{3}|Error in rule |    \w+:|Shutting down|Exiting because|Storing output|Elapsed time|WorkflowError"
    r"|At least one job|RuleException|CalledProcessError|Removing output files|srun: Job step"
)


def failure_on_cluster(message: str | None, logs: list[str]) -> str:
    """Return `: what the cluster says` and indented last words of the last of the logs that has any.

    That is the cluster's own, which has the job's words as well, and says who killed it. Empty for a job of this
    machine, which comes without a message.
    """
    if not message:
        return ""
    words = next((lines for log in reversed(logs) if (lines := _last_words(Path(log)))), [])
    return "".join([f": {REFERRAL.sub('', message)}", *(f"\n    {line}" for line in words)])


def _last_words(log: Path) -> list[str]:
    if not log.is_file():
        return []
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if line.strip() and not OF_SNAKEMAKE.match(line)][-LAST_WORDS:]
