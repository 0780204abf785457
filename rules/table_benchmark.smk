"""Table benchmarks: what parsing and the tables cost, and what the same data cost in other stores; asked for only.

Reads:  config/tables/, scripts/ayne/sql/; simulated archives, which are made once and kept in data/benchmarks/
Writes: results/benchmarks/{tables,storage}.json
"""

ARCHIVES = "data/benchmarks"


rule benchmark_tables:
    input:
        dictionaries=sorted(DICTIONARIES.glob("*.yaml")),
        sql=sorted(SQL.glob("raw/*.sql")) + sorted(SQL.glob("tables/*.sql")) + sorted(SQL.glob("imports/*.sql")),
        prices=PRICES,
    output:
        figures="results/benchmarks/tables.json",
    log:
        "logs/benchmark_tables.log",
    benchmark:
        "logs/costs/benchmark_tables.tsv"
    # As many as there are: nothing else may run beside it.
    threads: 64
    params:
        dictionaries=str(DICTIONARIES),
        sql=str(SQL),
        archives=ARCHIVES,
        scratch=f"{ARCHIVES}/scratch",
        sizes={"sizes": [10_000, 100_000, 500_000], "throughput_movies": 100_000, "rounds": 5},
        code=code("benchmark_tables.py"),
    script:
        "../scripts/benchmark_tables.py"


rule benchmark_storage:
    input:
        movies=SQL / "benchmarks" / "movies.sql",
    output:
        figures="results/benchmarks/storage.json",
    log:
        "logs/benchmark_storage.log",
    benchmark:
        "logs/costs/benchmark_storage.tsv"
    # As many as there are: nothing else may run beside it.
    threads: 64
    params:
        scratch=f"{ARCHIVES}/scratch",
        sizes={"asked_movies": 100_000, "stored_rows": 1_000_000, "rounds": 5},
        code=code("benchmark_storage.py"),
    script:
        "../scripts/benchmark_storage.py"
