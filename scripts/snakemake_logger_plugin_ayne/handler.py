"""Snakemake's events, as lines on the console."""

import re
import sys
import textwrap
import time
from logging import LogRecord
from pathlib import Path
from typing import Any

from snakemake_interface_logger_plugins.base import LogHandlerBase
from snakemake_interface_logger_plugins.common import LogEvent

from ayne.core.interrupts import tell_jobs_to_stop
from snakemake_logger_plugin_ayne.cluster_failure import failure_on_cluster
from snakemake_logger_plugin_ayne.console import Console, stream_of
from snakemake_logger_plugin_ayne.plan import Planned, plan_lines
from snakemake_logger_plugin_ayne.reasons import Job, in_words
from snakemake_logger_plugin_ayne.targets import no_such_target, not_a_key
from snakemake_logger_plugin_ayne.time_left import TimeLeft

# What Snakemake tells on the way; the log in .snakemake/log has it. What is not listed here is shown.
CHATTER = (
    *("Using workflow specific profile", "Assuming unrestricted shared filesystem", "host: ", "Building DAG of jobs"),
    *("Using shell: ", "Select jobs to execute", "Execute ", "Updating checkpoint dependencies", "Shell command: "),
    *("DAG of jobs will be updated", "Reasons:", "Some jobs were triggered by provenance", "Conda environments"),
    *("Rules with provenance triggered jobs", "The run involves checkpoint jobs", "This was a dry-run", "Config file "),
    *("Exiting because a job execution failed", "Shutting down, this might take", "WorkflowError:\nAt least one job"),
    *("Removing output files of failed job", "Trying to restart job", "Job stats:"),
    *("Retrieving from storage", "Finished retrieval", "Storing in storage", "Finished upload"),
)
# A failed script is told by its own last words, and by its rule and log.
FAILED_SCRIPT = re.compile(r"^(RuleException|CalledProcessError).*(non-zero exit status|died with)", re.DOTALL)
NO_RULE = re.compile(r"^MissingRuleException:\nNo rule to produce (?P<target>\S+)")
NO_KEY = "ValueError: Invalid config definition: Config entry must start with a valid identifier"
# A job may end by Ctrl-C before Snakemake says that it will.
INTERRUPTED = re.compile(r"Terminating processes on user request|died with <Signals\.SIGINT|exit status 130")
# What the workflow itself says while it is read, or looks for a rule's inputs: where in its files helps nobody.
REFUSED_SETTING = re.compile(r'(Config|Data)Error in file ".*?", line \d+:\n(?P<said>.*?)(\n  File ".*)?', re.DOTALL)
REFUSED_INPUT = re.compile(
    r"InputFunctionException in .*?\nError:\n +WorkflowError:\n(?P<said>.*?)\nWildcards:\n", re.DOTALL
)
PLAIN = {
    "Nothing to be done": "Nothing to be done: all that was asked for is there and up to date.",
    "Complete log(s): ": "",
    "Elapsed time: ": "",
}


class LogHandler(LogHandlerBase):
    """One line per job, when it is done; on a terminal a bar below. A dry run is told by rule and reason."""

    def __post_init__(self) -> None:
        """Start with no job known."""
        settings = self.common_settings
        stream = stream_of(stdout=settings.stdout)
        self.console = Console(stream, colour=stream.isatty() and not settings.nocolor)
        self.running: dict[int, dict[str, Any]] = {}
        self.producers: dict[str, str] = {}
        self.planned: list[tuple[LogRecord, Job]] = []
        self.done = self.total = 0
        self.finished: dict[str, Any] | None = None
        self.started_at = time.monotonic()
        self.full_log = ""
        self.is_stopped = False
        self.time_left = TimeLeft({})

    writes_to_stream = True
    writes_to_file = False
    has_filter = False
    has_formatter = True
    needs_rulegraph = False

    def emit(self, record: LogRecord) -> None:
        """Tell one event, or nothing."""
        try:
            handlers = {
                LogEvent.WORKFLOW_STARTED: self._ignore,
                LogEvent.RESOURCES_INFO: self._ignore,
                LogEvent.SHELLCMD: self._ignore,
                LogEvent.JOB_STARTED: self._ignore,
                LogEvent.RUN_INFO: self._run_info,
                LogEvent.JOB_INFO: self._job_info,
                LogEvent.JOB_FINISHED: self._job_finished,
                LogEvent.PROGRESS: self._progress,
                LogEvent.JOB_ERROR: self._job_error,
            }
            event: LogEvent | None = vars(record).get("event")
            (handlers.get(event, self._message) if event else self._message)(record)
        except Exception:  # noqa: BLE001 -- as every handler of the standard module does: a log line ends no run
            self.handleError(record)

    def close(self) -> None:
        """Tell what a dry run would do, and take the bar away."""
        self._tell_plan()
        self.console.close()
        super().close()

    def _ignore(self, record: LogRecord) -> None:
        """Leave it to the full log."""

    def _run_info(self, record: LogRecord) -> None:
        stats = vars(record).get("stats", {})
        self.total = stats.get("total", 0)
        if not self.common_settings.dryrun and self.total:
            n_rules = len(stats) - 1
            self.time_left = TimeLeft({rule: count for rule, count in stats.items() if rule != "total"})
            self.console.say(f"{_count(self.total, 'job')} of {_count(n_rules, 'rule')}", event="started")

    def _job_info(self, record: LogRecord) -> None:
        fields = vars(record)
        self.producers |= dict.fromkeys(fields["output"], fields["rule_name"])
        built = tuple(file for file in fields["output"] if was_there(Path(file), record.created))
        job = Job(fields["rule_name"], built, self.producers)
        if self.common_settings.dryrun:
            self.planned.append((record, job))
            return
        self.running[fields["jobid"]] = {
            "rule": job.rule,
            "wildcards": _wildcards(fields["wildcards"]),
            "reason": in_words(fields["reason"], job),
            "log": list(fields["log"]),
            "since": time.monotonic(),
        }
        self._show()

    def _job_finished(self, record: LogRecord) -> None:
        self.finished = self.running.pop(vars(record)["job_id"], None)

    def _progress(self, record: LogRecord) -> None:
        """Tell the job that has just finished: Snakemake counts right after it."""
        self.done, self.total = vars(record)["done"], vars(record)["total"]
        job, self.finished = self.finished, None
        if job is not None and not self.common_settings.dryrun:
            seconds = time.monotonic() - job.pop("since")
            self.time_left.finished(job["rule"], seconds)
            width = len(str(self.total))
            title = f"{job['rule']} {job['wildcards']}".rstrip()
            text = f"[{self.done:>{width}}/{self.total}] {title:<32} {_duration(seconds):>8}  {job['reason']}"
            self.console.say(text, event="finished", seconds=round(seconds, 3), **job)
        self._show()

    def _job_error(self, record: LogRecord) -> None:
        fields = vars(record)
        job = self.running.pop(fields["jobid"], None)
        if self.is_stopped:
            return
        title = f"{fields['rule_name']} {job['wildcards'] if job else ''}".rstrip()
        # The first of many is that of the whole job.
        logs = f"; its log: {fields['log'][0]}" if fields["log"] else ""
        why = failure_on_cluster(fields["rule_msg"], fields["log"])
        if job is not None:
            self.console.say(f"{title} failed{logs}{why}", "ERROR", event="failed", rule=fields["rule_name"])

    def _message(self, record: LogRecord) -> None:
        text = record.getMessage() if record.msg else ""
        if INTERRUPTED.search(text):
            self.is_stopped = True
            tell_jobs_to_stop(Path())
            self._show()
            return
        if not text or text.startswith(CHATTER) or FAILED_SCRIPT.match(text):
            return
        if refused := REFUSED_INPUT.match(text) or REFUSED_SETTING.fullmatch(text):
            text = textwrap.dedent(refused["said"])
        if NO_KEY in text:
            text = not_a_key(sys.argv)
        if wrong := NO_RULE.match(text):
            text = no_such_target(wrong["target"])
        start = next((start for start in PLAIN if text.startswith(start)), None)
        if start == "Complete log(s): ":
            self.full_log = text.removeprefix(start)
        elif start == "Elapsed time: ":
            self._tell_end()
        else:
            self.console.say(PLAIN[start] if start else text, record.levelname)

    def _tell_end(self) -> None:
        seconds = _duration(time.monotonic() - self.started_at)
        self.console.close()
        self.time_left.remember()
        if self.is_stopped:
            self.console.say(f"stopped at {self.done} of {self.total}; the same command goes on", event="stopped")
        else:
            self.console.say(f"{self.done} of {_count(self.total, 'job')} in {seconds}; full log: {self.full_log}")

    def _tell_plan(self) -> None:
        if self.planned:
            jobs = [
                Planned(job.rule, _wildcards(vars(record)["wildcards"]), in_words(vars(record)["reason"], job))
                for record, job in self.planned
            ]
            self.planned = []
            self.console.say("\n".join([f"{_count(len(jobs), 'job')} would run:", *plan_lines(jobs)]), event="plan")

    def _show(self) -> None:
        running = ", ".join(f"{job['rule']} {job['wildcards']}".rstrip() for job in self.running.values())
        left = "stopping" if self.is_stopped else self.time_left.in_words(time.monotonic() - self.started_at)
        self.console.show(self.done, self.total, f"{left}  {running}".strip())


def was_there(path: Path, moment: float) -> bool:
    """Whether a file is older than what is told: records arrive late, when a short job may have written it."""
    return path.exists() and path.stat().st_mtime < moment


def _wildcards(wildcards: Any) -> str:
    """Return the wildcards as one word: `tmdb/1999`."""
    return "/".join(str(value) for value in dict(wildcards or {}).values())


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{rest:.1f} s" if not minutes else f"{minutes:.0f} min {rest:.0f} s"
