"""The console, from a small workflow that Snakemake really runs."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

from ayne.core.interrupts import STOPPING
from snakemake_logger_plugin_ayne import targets
from snakemake_logger_plugin_ayne.console import Console
from snakemake_logger_plugin_ayne.handler import was_there
from snakemake_logger_plugin_ayne.targets import no_such_target
from snakemake_logger_plugin_ayne.time_left import TimeLeft

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
SNAKEFILE = """\
rule join:
    input: expand("{letter}.txt", letter=list("abc"))
    output: "joined.txt"
    shell: "cat {input} > {output}"

rule write:
    output: "{letter}.txt"
    wildcard_constraints: letter="[abc]"
    log: "{letter}.log"
    shell: "echo {wildcards.letter} > {output}"

rule broken:
    output: "broken.txt"
    log: "broken.log"
    shell: "echo out of ink >&2; exit 3"
"""


def snakemake(folder, *arguments, **environment):
    (folder / "Snakefile").write_text(SNAKEFILE)
    command = [sys.executable, "-m", "snakemake", "--logger", "ayne", "--cores", "1", *arguments]
    known = os.environ | {"PYTHONPATH": str(SCRIPTS)} | environment
    return subprocess.run(command, cwd=folder, env=known, capture_output=True, text=True, check=False)


def test_a_run_is_a_line_a_job_with_its_reason_and_a_plan_a_line_a_rule(tmp_path):
    planned = snakemake(tmp_path, "-n").stdout.splitlines()
    assert planned == ["4 jobs would run:", *lines("    3  write a, b, c", "    1  join")]
    message = snakemake(tmp_path).stderr.splitlines()
    assert message[0] == "4 jobs of 2 rules"
    assert sorted(line[:13].split("] ")[1] for line in message[1:4]) == ["write a", "write b", "write c"]
    assert message[4].startswith("[4/4] join ")
    assert message[4].endswith(" s  not built yet")
    assert message[5].startswith("4 of 4 jobs in ")
    assert len(message) == 6
    assert "Missing output files: joined.txt" in Path(message[5].split("full log: ")[1]).read_text()


def test_what_a_short_job_has_written_before_it_is_told_was_not_there(tmp_path):
    file = tmp_path / "joined.txt"
    assert not was_there(file, 100)
    file.touch()
    os.utime(file, (100, 100))
    assert was_there(file, 100.5)
    assert not was_there(file, 99.5)


def lines(*titles):
    return [f"{title:<37} not built yet" for title in titles]


def test_a_failure_names_the_rule_and_its_log_and_what_the_job_said(tmp_path):
    done = snakemake(tmp_path, "broken.txt")
    assert done.returncode == 1
    message = done.stderr.splitlines()
    assert message[:3] == ["1 job of 1 rule", "out of ink", "broken failed; its log: broken.log"]
    assert done.stderr.count("broken failed") == 1


def test_what_the_workflow_says_of_an_input_is_told_alone(tmp_path):
    for rule, error in (("refused", "WorkflowError('a.json: damaged\\nright is: b')"), ("buggy", "ValueError('c')")):
        raising = f"lambda wildcards: (_ for _ in ()).throw({error})"
        more = f'rule {rule}:\n    input: {raising}\n    output: "{rule}.txt"\n    shell: "exit 1"\n'
        (tmp_path / f"{rule}.smk").write_text(f"from snakemake.exceptions import WorkflowError\n{more}")
    refused = snakemake(tmp_path, "refused.txt", "--snakefile", "refused.smk")
    assert (refused.returncode, refused.stderr) == (1, "a.json: damaged\nright is: b\n")
    buggy = snakemake(tmp_path, "buggy.txt", "--snakefile", "buggy.smk")
    assert "Traceback" in buggy.stderr


def test_what_the_workflow_says_while_it_is_read_is_told_alone(tmp_path):
    raising = "from ayne.core.errors import ConfigError\n\n\nraise ConfigError('seed: -1 is wrong\\nright is: 7')\n"
    (tmp_path / "refused.smk").write_text(raising)
    refused = snakemake(tmp_path, "--snakefile", "refused.smk")
    assert (refused.returncode, refused.stderr) == (1, "seed: -1 is wrong\nright is: 7\n")


def test_json_has_one_object_a_line_and_nothing_to_be_done_is_one_line(tmp_path):
    message = [json.loads(line) for line in snakemake(tmp_path, "a.txt", LOG_JSON="true").stderr.splitlines()]
    finished = next(line for line in message if line.get("event") == "finished")
    assert (finished["rule"], finished["wildcards"], finished["reason"]) == ("write", "a", "not built yet")
    assert {"timestamp", "level", "logger", "message"} <= finished.keys()
    again = snakemake(tmp_path, "a.txt")
    assert again.stderr == "Nothing to be done: all that was asked for is there and up to date.\n"


def test_a_target_that_no_rule_makes_is_answered_with_one_that_is_there(tmp_path, monkeypatch):
    done = snakemake(tmp_path, "nowhere.txt")
    assert done.returncode == 1
    assert done.stderr == "No rule makes nowhere.txt; `snakemake --list-target-rules` names what can be asked for\n"
    monkeypatch.setattr(targets, "TARGETS", {"results/report.html", "results/model", "build_report"})
    for wrong in ("report", "report.html", "results/reprot.html"):
        assert no_such_target(wrong) == f"No rule makes {wrong}; did you mean results/report.html?"


def test_a_rule_that_a_shell_has_completed_as_a_folder_is_told(monkeypatch):
    monkeypatch.setattr(targets, "TARGETS", {"results/model", "results/horizons/model.native"})
    assert "write the rule's name as it is, results/model, without a /" in no_such_target("results/model")


def test_a_dotted_setting_is_answered_with_how_it_is_written(tmp_path):
    done = snakemake(tmp_path, "a.txt", "--config", "seed=7", "models.ridge.trials=3")
    right = "write --config models='{ridge: {trials: 3}}'"
    assert done.returncode == 1
    assert done.stderr == f"--config models.ridge.trials=3: Snakemake takes no dot in a name; {right}\n"


INTERRUPTED = """\
from ayne.core.interrupts import IGNORE_INTERRUPTS, stop_once
shell.prefix(IGNORE_INTERRUPTS)

onstart:
    stop_once()

rule all:
    input: "first.txt", "imports.txt", "runs.txt"

rule first:
    output: "first.txt"
    priority: 1
    shell: "touch {output}"

rule imports:
    output: "imports.txt"
    log: "imports.log"
    script: "imports.py"

rule runs:
    output: "runs.txt"
    log: "runs.log"
    script: "runs.py"
"""
IMPORTS = """\
import time
from pathlib import Path
from ayne.core.job import log_to
Path("importing").touch()
while not Path("imported").exists():
    time.sleep(0.01)
log_to(snakemake.log[0])
time.sleep(600)
"""


def test_ctrl_c_once_or_twice_ends_with_one_line_and_no_traceback_whatever_a_job_is_at(tmp_path):
    (tmp_path / "interrupted.smk").write_text(INTERRUPTED)
    (tmp_path / "imports.py").write_text(IMPORTS)
    (tmp_path / "runs.py").write_text(IMPORTS.replace("importing", "running").replace("imported", "running"))
    command = [sys.executable, "-m", "snakemake", "--logger", "ayne", "--cores", "2", "--snakefile", "interrupted.smk"]
    run = subprocess.Popen(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(SCRIPTS)}, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    while not {"importing", "running", "runs.log"} <= {path.name for path in tmp_path.iterdir()}:
        assert run.poll() is None
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does
    while not (tmp_path / STOPPING).exists():
        assert run.poll() is None
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGINT)  # as who is impatient does
    (tmp_path / "imported").touch()
    message = run.communicate(timeout=300)[1].splitlines()
    assert message[0] == "4 jobs of 4 rules"
    assert message[1].startswith("[1/4] first ")
    assert message[2:] == ["stopped at 1 of 4; the same command goes on"]


class Terminal(StringIO):
    def isatty(self):
        return True


def test_in_a_bar_of_80_columns_the_jobs_give_way_to_the_counts_and_the_time_left(monkeypatch):
    for name, value in {"COLUMNS": "80", "TERM": "xterm", "LOG_JSON": "false", "AYNE_BAR": ""}.items():
        monkeypatch.setenv(name, value)
    terminal = Terminal()
    console = Console(terminal, colour=False)
    console.show(26, 185, "about 3 min left  build_table movie_languages, build_table movie_countries")
    console.close()
    drawn = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", terminal.getvalue()).replace("\r", "\n").splitlines()
    bar = next(line.rstrip() for line in drawn if "26 of 185" in line)
    assert re.search(r"26 of 185 0:00:0\d about 3 min left  build_table movie_\w+…$", bar)
    assert len(bar) <= 80


def test_the_time_left_follows_what_each_rule_took(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = TimeLeft({"build": 10, "fit_ridge": 2})
    for _ in range(8):
        run.finished("build", 10)
    assert run.in_words(elapsed=14) == ""
    # Two at a time: 2 builds of 10 s and 2 fits, each guessed to take as long as 8 builds
    assert run.in_words(elapsed=40) == "about 2 min left"
    run.finished("fit_ridge", 20)
    run.remember()
    assert run.in_words(elapsed=50) == "about 20 s left"
    later = TimeLeft({"build": 1, "fit_ridge": 11})
    later.finished("build", 10)
    assert later.in_words(elapsed=20) == "about 7 min left"
    assert TimeLeft({"build": 2}).in_words(elapsed=20) == ""
