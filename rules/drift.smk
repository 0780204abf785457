"""Drift: how the newest year's movies, and the champion's errors on them, differ from those before.

Reads:  results/features/{set}.parquet, results/models/{model}/predictions.parquet
Writes: results/drift.json
"""


rule measure_drift:
    input:
        champion=rules.choose_champion.output.champion,
        features=FEATURES,
        predictions=lambda wildcards: f"results/models/{champion(wildcards)}/predictions.parquet",
    output:
        drift="results/drift.json",
    log:
        "logs/measure_drift.log",
    benchmark:
        "logs/costs/measure_drift.tsv"
    localrule: True
    params:
        test_from=settings.evaluation.test_from.isoformat(),
        snapshot=settings.snapshot.isoformat(),
        limits=settings.drift.model_dump(),
        code=code("measure_drift.py"),
    script:
        "../scripts/measure_drift.py"
