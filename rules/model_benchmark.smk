"""Benchmark of the model files: size, save and load by format; measured when asked for, as no other rule needs it.

Reads:  results/models/{model}/, results/features/{set}.parquet
Writes: results/benchmarks/serialization.json
"""


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
    # As many as there are: nothing else may run beside it.
    threads: 64
    params:
        code=code("benchmark_serialization.py", *MODEL_MODULES),
    script:
        "../scripts/benchmark_serialization.py"
