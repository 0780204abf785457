"""Benchmarks: how fast the project is on this machine; measured when asked for, as no other rule needs them.

Reads:  the project's own files; data/movies.duckdb, results/models/{model}/, results/features/{set}.parquet; invented
        archives, which are made once and kept in data/benchmarks/
Writes: results/benchmarks/{collect,tables,storage,features,serialization,staleness,pipeline,archive,size,serve,cluster}.json
"""

ARCHIVES = "data/benchmarks"
EVERY_FAMILY = {path.stem: path for path in sorted(FEATURE_DICTIONARIES.glob("*.yaml"))}
# As many as there are: nothing else may run beside a measurement.
ALL_CORES = 64


rule benchmark_collect:
    output:
        figures="results/benchmarks/collect.json",
    log:
        "logs/benchmark_collect.log",
    benchmark:
        "logs/costs/benchmark_collect.tsv"
    threads: ALL_CORES
    params:
        sizes={"latency_ms": 50, "limited_s": 60, "many_movies": 100_000},
        code=code(
            "benchmark_collect.py",
            "ayne.benchmarks.collector",
            "ayne.benchmarks.template_api",
        ),
    script:
        "../scripts/benchmark_collect.py"


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
    threads: ALL_CORES
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
    threads: ALL_CORES
    params:
        scratch=f"{ARCHIVES}/scratch",
        sizes={"asked_movies": 100_000, "stored_rows": 1_000_000, "rounds": 5},
        code=code("benchmark_storage.py"),
    script:
        "../scripts/benchmark_storage.py"


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


rule benchmark_serialization:
    input:
        [f"results/models/{model}/{file}" for model, file in MODEL_FILES.items()],
        expand("results/models/{model}/preprocessing.cloudpickle", model=settings.models),
        metrics=expand("results/models/{model}/metrics.json", model=settings.models),
        features=FEATURES,
    output:
        figures="results/benchmarks/serialization.json",
    log:
        "logs/benchmark_serialization.log",
    benchmark:
        "logs/costs/benchmark_serialization.tsv"
    threads: ALL_CORES
    params:
        code=code("benchmark_serialization.py", *MODEL_MODULES),
    script:
        "../scripts/benchmark_serialization.py"


rule benchmark_staleness:
    output:
        figures="results/benchmarks/staleness.json",
    log:
        "logs/benchmark_staleness.log",
    benchmark:
        "logs/costs/benchmark_staleness.tsv"
    threads: ALL_CORES
    params:
        root=str(ROOT),
        scratch="data/benchmarks/scratch",
        rounds=3,
        code=code("benchmark_staleness.py"),
    script:
        "../scripts/benchmark_staleness.py"


rule benchmark_cluster:
    output:
        figures="results/benchmarks/cluster.json",
    log:
        "logs/benchmark_cluster.log",
    benchmark:
        "logs/costs/benchmark_cluster.tsv"
    threads: ALL_CORES
    params:
        root=str(ROOT),
        scratch=f"{ARCHIVES}/scratch",
        nodes=[1, 2, 4],
        search={"trials": 40, "folds": 5, "at_once": 10, "trees": 300},
        code=code("benchmark_cluster.py", "ayne.models.estimators.xgboost"),
    script:
        "../scripts/benchmark_cluster.py"


# The last commit with a job for each year, table, family and model, and without a server.
EARLIER = "b98c45e"


rule benchmark_serve:
    input:
        rules.refit_champion.output,
        upcoming=rules.forecast_upcoming.output.upcoming,
        database=ancient(rules.build_database.output.database),
        registered=rules.register_champion.output.registered,
    output:
        figures="results/benchmarks/serve.json",
    log:
        "logs/benchmark_serve.log",
    benchmark:
        "logs/costs/benchmark_serve.tsv"
    threads: ALL_CORES
    params:
        commit=EARLIER,
        scratch=f"{ARCHIVES}/scratch",
        seconds=60,
        code=code("benchmark_serve.py", "ayne.cli.serve_command", *MODEL_MODULES),
    script:
        "../scripts/benchmark_serve.py"


rule benchmark_pipeline:
    output:
        figures="results/benchmarks/pipeline.json",
    log:
        "logs/benchmark_pipeline.log",
    benchmark:
        "logs/costs/benchmark_pipeline.tsv"
    threads: ALL_CORES
    params:
        commit=EARLIER,
        scratch=f"{ARCHIVES}/scratch",
        rounds=3,
        cores=[2, 8],
        code=code("benchmark_pipeline.py"),
    script:
        "../scripts/benchmark_pipeline.py"


rule benchmark_archive:
    output:
        figures="results/benchmarks/archive.json",
    log:
        "logs/benchmark_archive.log",
    benchmark:
        "logs/costs/benchmark_archive.tsv"
    threads: ALL_CORES
    params:
        commit=EARLIER,
        scratch=f"{ARCHIVES}/scratch",
        archive=str(settings.archive),
        rounds=2,
        cores=2,
        code=code("benchmark_archive.py"),
    script:
        "../scripts/benchmark_archive.py"


rule benchmark_size:
    output:
        figures="results/benchmarks/size.json",
    log:
        "logs/benchmark_size.log",
    benchmark:
        "logs/costs/benchmark_size.tsv"
    threads: ALL_CORES
    params:
        scratch=f"{ARCHIVES}/scratch",
        sizes=[10_000, 100_000, 1_000_000],
        year=settings.years.start,
        cores=2,
        code=code("benchmark_size.py"),
    script:
        "../scripts/benchmark_size.py"
