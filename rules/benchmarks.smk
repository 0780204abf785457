"""Benchmarks: how fast the project is on this machine; measured when asked for, as no other rule needs them.

Writes: results/benchmarks/collect.json
"""


rule benchmark_collect:
    output:
        figures="results/benchmarks/collect.json",
    log:
        "logs/benchmark_collect.log",
    benchmark:
        "logs/costs/benchmark_collect.tsv"
    # As many as there are: nothing else may run beside it.
    threads: 64
    params:
        sizes={"latency_ms": 50, "limited_s": 60, "many_movies": 100_000},
        code=code(
            "benchmark_collect.py",
            "ayne.benchmarks.collector",
            "ayne.benchmarks.template_api",
        ),
    script:
        "../scripts/benchmark_collect.py"
