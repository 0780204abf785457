"""Exports: tables of the database as files, for people and for machines.

Reads:  data/movies.duckdb (if its digest has changed)
Writes: results/exports/{table}.{csv,parquet}, results/exports/ayne.xlsx
"""

EXPORTED_CSV = "results/exports/{table}.csv"
EXPORTED_PARQUET = "results/exports/{table}.parquet"


rule export_table:
    input:
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
    output:
        csv=EXPORTED_CSV,
        parquet=EXPORTED_PARQUET,
    log:
        "logs/export_table/{table}.log",
    benchmark:
        "logs/costs/export_table/{table}.tsv"
    localrule: True
    params:
        payback_multiple=settings.evaluation.payback_multiple,
        code=code("export_table.py"),
    script:
        "../scripts/export_table.py"


rule build_workbook:
    input:
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        tables=expand(EXPORTED_PARQUET, table=settings.exports),
        csv=expand(EXPORTED_CSV, table=settings.exports),
    output:
        workbook=shown("results/exports/ayne.xlsx", "exports", "Exports"),
    log:
        "logs/build_workbook.log",
    benchmark:
        "logs/costs/build_workbook.tsv"
    localrule: True
    params:
        tables=list(settings.exports),
        snapshot=settings.snapshot.isoformat(),
        code=code("build_workbook.py"),
    script:
        "../scripts/build_workbook.py"
