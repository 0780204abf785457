"""The console, from a small workflow that Snakemake really runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

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
    told = snakemake(tmp_path).stderr.splitlines()
    assert told[0] == "4 jobs of 2 rules"
    assert sorted(line[:13].split("] ")[1] for line in told[1:4]) == ["write a", "write b", "write c"]
    assert told[4].startswith("[4/4] join ")
    assert told[4].endswith(" s  not built yet")
    assert told[5].startswith("4 of 4 jobs in ")
    assert len(told) == 6
    assert "Missing output files: joined.txt" in Path(told[5].split("full log: ")[1]).read_text()


def lines(*titles):
    return [f"{title:<37} not built yet" for title in titles]


def test_a_failure_names_the_rule_and_its_log_and_what_the_job_said(tmp_path):
    done = snakemake(tmp_path, "broken.txt")
    assert done.returncode == 1
    told = done.stderr.splitlines()
    assert told[:3] == ["1 job of 1 rule", "out of ink", "broken failed; its log: broken.log"]
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
    told = [json.loads(line) for line in snakemake(tmp_path, "a.txt", LOG_JSON="true").stderr.splitlines()]
    finished = next(line for line in told if line.get("event") == "finished")
    assert (finished["rule"], finished["wildcards"], finished["reason"]) == ("write", "a", "not built yet")
    assert {"timestamp", "level", "logger", "message"} <= finished.keys()
    again = snakemake(tmp_path, "a.txt")
    assert again.stderr == "Nothing to be done: all that was asked for is there and up to date.\n"


def test_a_target_that_no_rule_makes_is_told_in_full(tmp_path):
    done = snakemake(tmp_path, "nowhere.txt")
    assert done.returncode == 1
    assert "No rule to produce nowhere.txt" in done.stderr
