"""Tracking: the champion and its challenger, registered in MLflow. Each fit has logged its own run.

Reads:  results/models/{model}/, results/champion.json, results/model/, results/explanations/importance.json
Writes: results/registered.json (the aliases in MLflow)
"""


rule register_champion:
    input:
        expand("results/models/{model}/{file}", model=settings.models, file=["run.json", "payback.json"]),
        champion=rules.choose_champion.output.champion,
        sums="results/model/SHA256SUMS",
        features=FEATURES,
        importance=rules.explain_champion.output.importance,
    output:
        registered="results/registered.json",
    log:
        "logs/register_champion.log",
    benchmark:
        "logs/costs/register_champion.tsv"
    localrule: True
    params:
        code=code("register_champion.py", "ayne.tracking.pyfunc", *MODEL_MODULES),
    script:
        "../scripts/register_champion.py"
