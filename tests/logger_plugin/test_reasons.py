import pytest

from snakemake_logger_plugin_ayne import reasons
from snakemake_logger_plugin_ayne.reasons import Job, in_words

PARAMS = "Params have changed since last execution: Union of exclusive params before and now across all output: "
# The value of a parameter that a function makes is not known beforehand.
NAMES = {"7": "seed", "'2026-07-01'": "snapshot", "<function f>": "families", "<function code>": "code"}
JOB = Job("fit_ridge", ("model.json",), {"data/a.parquet": "build_table", "data/b.parquet": "build_table"})


@pytest.fixture(autouse=True)
def names(monkeypatch):
    monkeypatch.setattr(reasons, "PARAMETER_NAMES", {"fit_ridge": NAMES})


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("Missing output files: metrics.json", "missing: metrics.json"),
        ("Forced execution", "forced, or left half-done by a killed run"),
        ("Incomplete output files: model.json", "left half-done: model.json"),
        ("Updated input files: b, e, d, c, a", "changed: a, b, c and 2 more"),
        ("Input files updated by another job: data/b.parquet, data/a.parquet", "after build_table"),
        (
            "Input files updated by another job: data/b.parquet (in storage), data/a.parquet (in storage)",
            "after build_table",
        ),
        (
            "Missing output files: metrics.json; Input files updated by another job: data/a.parquet",
            "missing: metrics.json",
        ),
        ("Set of input files has changed since last execution", "reads other files than before"),
        (
            PARAMS + "before: {'a.py': '1', 'ayne.b': '2', 'ayne.c': '3'} now: {'a.py': '1', 'ayne.b': '4'} ",
            "code changed: ayne.b, ayne.c",
        ),
        (
            PARAMS + "before: {'a.py': '1', 'package scipy': '1.18'} now: {'a.py': '1', 'package scipy': '1.19'} ",
            "package scipy: 1.18 → 1.19",
        ),
        (PARAMS + "before: 20260630 now: 7 ", "seed: 20260630 → 7"),
        (PARAMS + "before: 20260630,'2026-06-30' now: 7,'2026-07-01' ", "seed is now 7; snapshot is now 2026-07-01"),
        (
            PARAMS + "before: {'refresh due': '2026-06-30', 'purged at': None} "
            "now: {'refresh due': '2026-07-05', 'purged at': None} ",
            "refresh due: 2026-06-30 → 2026-07-05",
        ),
        (
            PARAMS + "before: {'tmdb': {'limit': 1, 'age': 2}} now: {'tmdb': {'limit': 3, 'age': 2}} ",
            "tmdb.limit: 1 → 3",
        ),
        (
            PARAMS + "before: ['money', 'title_words'] now: ['money'] ",
            "features.families: \N{MINUS SIGN} title_words",
        ),
        (PARAMS + "before: ['b', 'a'] now: ['a', 'c', 'd'] ", "features.families: \N{MINUS SIGN} b, + c, + d"),
        (
            PARAMS + "before: {'features': {'sets': ['a']}} now: {'features': {'sets': ['a', 'b']}} ",
            "features.sets: + b",
        ),
        (PARAMS + "before: 'x' now: <nothing exclusive> ", "a setting is gone"),
        (PARAMS + "before: range(1, 2) now: range(1, 3) ", "settings changed"),
        ("Something that Snakemake says tomorrow", "Something that Snakemake says tomorrow"),
    ],
)
def test_a_reason_in_words(reason, words):
    assert in_words(reason, JOB) == words


def test_a_job_of_which_nothing_is_there_is_not_built_yet_even_where_only_one_of_its_files_is_needed():
    assert in_words("Missing output files: metrics.json", Job("fit_ridge")) == "not built yet"
