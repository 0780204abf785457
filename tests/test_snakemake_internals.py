"""What AYNE uses of Snakemake's inside is still there, as a small workflow shows that Snakemake really runs."""

import ast
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from ayne.snakemake_internals import job_records

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
LONG = "a_name_so_long_that_snakemake_splits_it_into_folders" * 4
SNAKEFILE = """
import hashlib, sys

hashed, digest = [], hashlib.file_digest
hashlib.file_digest = lambda file, kind: hashed.append(file.name) or digest(file, kind)

rule write:
    output: "{name}.txt"
    params: number=3, name="low tide", days={"asked on": None}, years=[2019, 2020]
    shell: "echo {wildcards.name} > {output}"

rule read:
    input: "read.txt"
    output: "first.out", "second.out", "third.out"
    shell: "for name in {output}; do cat {input} > $name; done"

onsuccess:
    print("pandas" in sys.modules)
    print(hashed.count("read.txt"))
"""
OURS = """
from ayne import snakemake_internals

snakemake_internals.keep_parameters_without_pandas()
snakemake_internals.hash_each_content_once()
"""


def snakemake(folder, snakefile):
    folder.mkdir()
    (folder / "Snakefile").write_text(snakefile)
    command = [sys.executable, "-m", "snakemake", "--cores", "1", "tide.txt", f"{LONG}.txt", "third.out"]
    known = os.environ | {"PYTHONPATH": str(SCRIPTS)}
    done = subprocess.run(command, cwd=folder, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A run of Snakemake as it is, and one as AYNE has it, each with what it printed."""
    root = tmp_path_factory.mktemp("runs")
    return {
        name: (root / name, snakemake(root / name, start + SNAKEFILE))
        for name, start in {"plain": "", "ours": OURS}.items()
    }


@pytest.mark.skipif(find_spec("snakemake_executor_plugin_slurm") is not None, reason="the plugin imports pandas itself")
def test_parameters_are_kept_without_pandas_and_as_snakemake_keeps_them(folders):
    assert {name: printed[0] for name, (_, printed) in folders.items()} == {"plain": "True", "ours": "False"}
    kept = {name: parameters(folder, "tide.txt") for name, (folder, _) in folders.items()}
    assert kept["ours"] == kept["plain"]
    assert sorted(map(str, map(ast.literal_eval, kept["ours"]))) == [
        "3", "[2019, 2020]", "low tide", "{'asked on': None}",
    ]  # fmt: skip


def parameters(folder, output):
    return json.loads(job_records(folder)[output].read_text())["params"]


def test_each_output_s_record_is_found_by_its_path_long_or_short(folders):
    records = job_records(folders["plain"][0])
    rules = {output: json.loads(file.read_text())["rule"] for output, file in records.items()}
    written, read = ("read.txt", "tide.txt", f"{LONG}.txt"), ("first.out", "second.out", "third.out")
    assert rules == dict.fromkeys(written, "write") | dict.fromkeys(read, "read")
    assert list(rules) == sorted(rules)


def test_no_other_module_reaches_into_another_library():
    """An attribute with an underscore is used on `self`, `cls`, or an object of a class of the same module."""
    found = []
    for path in sorted([*SCRIPTS.rglob("*.py"), *SCRIPTS.parent.glob("rules/*.smk"), SCRIPTS.parent / "Snakefile"]):
        if path.name == "snakemake_internals.py":
            continue
        text = path.read_text()
        if path.suffix == ".py":
            tree = ast.parse(text)
            own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
            reached = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and is_private(node.attr)]
            names = [ast.unparse(node) for node in reached if not is_own(node, own)]
        else:
            names = [line.strip() for line in text.splitlines() if "._" in line]
        found += [f"{path.relative_to(SCRIPTS.parent)}: {name}" for name in names]
    assert found == []


def is_private(name):
    return name.startswith("_") and not name.startswith("__")


# Documented, whatever its name looks like.
PUBLIC = {"os._exit"}


def is_own(node, functions):
    return (
        node.attr in functions
        or ast.unparse(node) in PUBLIC
        or (isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"})
    )


def test_snakemake_does_not_quote_the_python_that_runs_a_script(tmp_path):
    """If this fails, `require_plain_python` is needed no more."""
    (tmp_path / "Snakefile").write_text("rule:\n    output: 'x'\n    script: 'x.py'\n")
    (tmp_path / "x.py").write_text("open(snakemake.output[0], 'w').close()\n")
    python = tmp_path / "a b" / "python"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    code = (
        f"import sys; sys.executable = {str(python)!r}; from snakemake.cli import main; main(['-c1', '--nolock', '-q'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert not (tmp_path / "x").exists()


def test_a_file_is_hashed_once_for_all_outputs_of_the_job_that_reads_it(folders):
    assert {name: printed[1] for name, (_, printed) in folders.items()} == {"plain": "3", "ours": "1"}
    kept = [
        json.loads(job_records(folder)["third.out"].read_text())["input_checksums"] for folder, _ in folders.values()
    ]
    assert kept[0] == kept[1]
    assert kept[0]["read.txt"].startswith("sha256:")
