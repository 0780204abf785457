"""Ctrl-C: one line from Snakemake, none from its jobs.

A job that is interrupted while Python still imports what it needs could only answer with a traceback. Jobs therefore
begin with the signal ignored (`IGNORE_INTERRUPTS`, in front of each job's command) and listen from their first line on
(`ayne.core.job.log_to`), where they also see whether they were told to stop in the meantime.
"""

import signal
from pathlib import Path
from types import FrameType

IGNORE_INTERRUPTS = "set -euo pipefail; trap '' INT; "
STOPPING = Path(".snakemake/ayne/stopping")


def tell_jobs_to_stop(study: Path) -> None:
    """Leave word for jobs that do not listen yet."""
    (study / STOPPING).parent.mkdir(parents=True, exist_ok=True)
    (study / STOPPING).touch()


def stop_once() -> None:
    """Let the first Ctrl-C end the run, and no further one disturb Snakemake while it waits for the jobs that end."""
    signal.signal(signal.SIGINT, _stop)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tell_jobs_to_stop(Path())
    raise KeyboardInterrupt


def let_jobs_run(study: Path) -> None:
    """Take the word of an earlier run back."""
    (study / STOPPING).unlink(missing_ok=True)
