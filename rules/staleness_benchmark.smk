"""Staleness benchmark: what an edit reruns, here, in plain Snakemake and in DVC; measured when asked for.

Reads:  the project's own files, which are copied
Writes: results/benchmarks/staleness.json
"""


rule benchmark_staleness:
    output:
        figures="results/benchmarks/staleness.json",
    log:
        "logs/benchmark_staleness.log",
    benchmark:
        "logs/costs/benchmark_staleness.tsv"
    # As many as there are: nothing else may run beside it.
    threads: 64
    params:
        root=str(ROOT),
        scratch="data/benchmarks/scratch",
        rounds=3,
        code=code("benchmark_staleness.py"),
    script:
        "../scripts/benchmark_staleness.py"
