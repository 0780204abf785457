"""The database: every table, view and comment in one file; written by this rule only.

Reads:  data/tables/{table}.parquet, config/tables/{table}.yaml, scripts/ayne/sql/views/
Writes: data/movies.duckdb, data/movies.digest.json
"""

VIEWS = sorted((SQL / "views").glob("*.sql"))


rule build_database:
    input:
        tables=rules.build_table.output.tables,
        rejected=rules.build_rejected.output.rejected,
        # Only tables that passed: a changed limit alone does not build the database again.
        checks=ancient(rules.check_quality.output.checks),
        dictionaries=expand(DICTIONARIES / "{table}.yaml", table=[*TABLES, "rejected"]),
        views=VIEWS,
    output:
        database="data/movies.duckdb",
        # DuckDB writes other bytes for the same content: what follows goes by this digest.
        digest="data/movies.digest.json",
    log:
        "logs/build_database.log",
    benchmark:
        "logs/costs/build_database.tsv"
    threads: 2
    resources:
        mem_mb=memory_mb(250, input_mb=8, most=DUCKDB_MB),
        runtime=minutes(20, input_mb=0.2),
    params:
        code=code("build_database.py"),
    script:
        "../scripts/build_database.py"
