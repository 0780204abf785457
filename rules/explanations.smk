"""Explanations: what the champion's forecasts rest on, overall, by feature family and movie by movie.

Reads:  results/model/, results/features/{set}.parquet, results/features/target.parquet, config/features/{family}.yaml,
        data/movies.duckdb
Writes: results/explanations/
"""


rule explain_champion:
    input:
        lambda wildcards: f"results/model/{MODEL_FILES[champion(wildcards)]}",
        sums="results/model/SHA256SUMS",
        features=FEATURES,
        target=rules.build_target.output.target,
        dictionaries=[FAMILY_DICTIONARIES[family] for family in MODEL_FAMILIES],
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        sql=SQL / "forecasts" / "named_in_movies.sql",
    output:
        importance=shown("results/explanations/importance.json", "importance", "Forecasts"),
        contributions="results/explanations/contributions.parquet",
        reasons="results/explanations/reasons.parquet",
    log:
        "logs/explain_champion.log",
    benchmark:
        "logs/costs/explain_champion.tsv"
    threads: 1
    resources:
        mem_mb=memory_mb(700, input_mb=60),
        runtime=minutes(30, input_mb=10),
    params:
        study=STUDY,
        code=code("explain_champion.py", *MODEL_MODULES),
    script:
        "../scripts/explain_champion.py"
