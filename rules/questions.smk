"""Questions: what an analyst asks of the database, each answered by rows, a figure and a sentence.

Reads:  scripts/ayne/sql/questions/{question}.sql, whose header names what it reads beside data/movies.duckdb
Writes: results/questions/{question}.{sql,csv,svg,json}
"""

from ayne.questions.reads import header_of, question_reads, question_settings

QUESTIONS = sorted(path.stem for path in (SQL / "questions").glob("*.sql"))
# Settings that a question may name.
QUESTION_SETTINGS = {"payback_multiple": settings.evaluation.payback_multiple}
# What a question's header may name under `reads:`, and the file that holds it.
READABLE = {
    "forecasts": lambda wildcards: f"results/models/{champion(wildcards)}/predictions.parquet",
    "payback": lambda wildcards: f"results/models/{champion(wildcards)}/payback.parquet",
    "upcoming": lambda wildcards: rules.forecast_upcoming.output.upcoming,
}


def question_inputs(wildcards):
    """Return the files that a question's header says it reads."""
    names = question_reads(SQL / "questions" / f"{wildcards.question}.sql")
    if unknown := sorted(set(names) - set(READABLE)):
        message = f"{wildcards.question}.sql: reads: there is no {', '.join(unknown)}; there are {', '.join(READABLE)}"
        raise WorkflowError(message)
    return {name: READABLE[name](wildcards) for name in names}


def labels_of(wildcards, kind):
    """Return what Snakemake's own report calls an answer."""
    question = header_of(SQL / "questions" / f"{wildcards.question}.sql")["question"]
    return {"question": question.format_map(QUESTION_SETTINGS), "kind": kind}


rule answer_question:
    input:
        unpack(question_inputs),
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        sql=SQL / "questions" / "{question}.sql",
    output:
        sql="results/questions/{question}.sql",
        csv=shown(
            "results/questions/{question}.csv", "question", "Questions", lambda wildcards: labels_of(wildcards, "rows")
        ),
        svg=shown(
            "results/questions/{question}.svg",
            "question",
            "Questions",
            lambda wildcards: labels_of(wildcards, "figure"),
        ),
        json="results/questions/{question}.json",
    log:
        "logs/answer_question/{question}.log",
    benchmark:
        "logs/costs/answer_question/{question}.tsv"
    wildcard_constraints:
        question="|".join(QUESTIONS),
    localrule: True
    params:
        reads=lambda wildcards: question_reads(SQL / "questions" / f"{wildcards.question}.sql"),
        snapshot=settings.snapshot.isoformat(),
        settings=lambda wildcards: question_settings(SQL / "questions" / f"{wildcards.question}.sql", QUESTION_SETTINGS),
        simulated=settings.catalogue.source == "simulated",
        code=code("answer_question.py"),
    script:
        "../scripts/answer_question.py"
