"""Feature benchmark: seconds and memory of every family that there is, on the database and on made-up ones.

Reads:  data/movies.duckdb, config/features/{family}.yaml, scripts/ayne/sql/
Writes: results/benchmarks/features.json
"""

EVERY_FAMILY = {path.stem: path for path in sorted(FEATURE_DICTIONARIES.glob("*.yaml"))}


rule benchmark_features:
    input:
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        dictionaries=list(EVERY_FAMILY.values()),
        sql=sorted((SQL / "features").glob("*.sql")),
        catalogue=SQL / "benchmarks" / "catalogue.sql",
    output:
        benchmark="results/benchmarks/features.json",
    log:
        "logs/benchmark_features.log",
    benchmark:
        "logs/costs/benchmark_features.tsv"
    threads: 2
    params:
        families={family: sees_until(path) for family, path in EVERY_FAMILY.items()},
        options=feature_options("pre_release"),
        sizes=[50_000, 100_000, 500_000],
        code=code("benchmark_features.py", *(f"ayne.features.{family}" for family in EVERY_FAMILY)),
    script:
        "../scripts/benchmark_features.py"
