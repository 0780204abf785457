"""Forecasts: will a movie pay, and what will those earn that are not out yet.

Reads:  results/models/{model}/predictions.parquet, results/features/target.parquet
Writes: results/models/{model}/payback.json, results/models/{model}/payback.parquet
"""


rule score_payback:
    input:
        predictions="results/models/{model}/predictions.parquet",
        target=rules.build_target.output.target,
    output:
        scores="results/models/{model}/payback.json",
        table="results/models/{model}/payback.parquet",
    log:
        "logs/score_payback/{model}.log",
    params:
        multiple=settings.evaluation.payback_multiple,
        evaluation=settings.evaluation.model_dump(mode="json", include={"test_from", "walk_forward_years"}),
        known_after_days=settings.features.gross_known_after_days,
        code=code("score_payback.py"),
    script:
        "../scripts/score_payback.py"
