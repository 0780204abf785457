"""Forecasts: will a movie pay, and what will those earn that are not out yet.

Reads:  results/models/{model}/, results/champion.json, results/features/{set}.parquet, results/features/target.parquet,
        results/predictions/upcoming_by_horizon.csv (of a study with horizons)
Writes: results/models/{model}/payback.json, results/models/{model}/payback.parquet,
        results/predictions/model/, results/predictions/upcoming.{csv,parquet}, results/predictions/moved.csv,
        results/predictions/slates.json
"""

CHARTS = settings.imports.daily_box_office is not None
# Whether there are amounts or moments beside the published model's: the report has a section on them.
TELLS_HORIZONS = CHARTS or len(settings.evaluation.targets) > 1
REFIT = "results/predictions/model"
REFIT_FILES = {
    "model": "model.native",
    "preprocessing": "preprocessing.cloudpickle",
    "intervals": "intervals.json",
    "payback": "payback.json",
    "joint": "joint_errors.json",
    "past": "past.parquet",
    "weights": "weights.json",
    "settings": "settings.json",
    "sums": "SHA256SUMS",
}


def forecast_inputs(name):
    """Return what a refit takes of a model: its settings, and its forecasts to calibrate on."""
    return {
        file: f"results/models/{name}/{path}"
        for file, path in (("metrics", "metrics.json"), ("predictions", "predictions.parquet"))
    }


def previous_forecasts(wildcards):
    """Return what is compared of an earlier snapshot's forecasts, if they are named."""
    folder = settings.forecasts.previous
    names = ["upcoming.csv", "upcoming.parquet", *(f"model/{file}" for file in REFIT_FILES.values())]
    files = [] if folder is None else [own_file(folder / name) for name in names]
    if missing := [file for file in files if not Path(file).is_file()]:
        raise WorkflowError(
            f"forecasts.previous: {missing[0]} is missing; name a folder with a copy of results/predictions/"
        )
    return files


rule score_payback:
    input:
        predictions="results/models/{model}/predictions.parquet",
        target=rules.build_target.output.target,
    output:
        scores="results/models/{model}/payback.json",
        table="results/models/{model}/payback.parquet",
    log:
        "logs/score_payback/{model}.log",
    benchmark:
        "logs/costs/score_payback/{model}.tsv"
    localrule: True
    params:
        multiple=settings.evaluation.payback_multiple,
        evaluation=settings.evaluation.model_dump(mode="json", include={"test_from", "walk_forward_years"}),
        known_after_days=settings.features.gross_known_after_days,
        code=code("score_payback.py"),
    script:
        "../scripts/score_payback.py"


rule score_slates:
    input:
        unpack(lambda wildcards: forecast_inputs(champion(wildcards))),
        champion=rules.choose_champion.output.champion,
        target=rules.build_target.output.target,
    output:
        scores="results/predictions/slates.json",
    log:
        "logs/score_slates.log",
    benchmark:
        "logs/costs/score_slates.tsv"
    params:
        seed=settings.seed,
        code=code("score_slates.py"),
    script:
        "../scripts/score_slates.py"


rule refit_champion:
    input:
        unpack(lambda wildcards: forecast_inputs(champion(wildcards))),
        champion=rules.choose_champion.output.champion,
        features=FEATURES,
        target=rules.build_target.output.target,
        dictionaries=[FAMILY_DICTIONARIES[family] for family in MODEL_FAMILIES],
    output:
        **{name: f"{REFIT}/{file}" for name, file in REFIT_FILES.items()},
    log:
        "logs/refit_champion.log",
    benchmark:
        "logs/costs/refit_champion.tsv"
    threads: 1
    resources:
        mem_mb=memory_mb(600, input_mb=60),
        runtime=minutes(20, input_mb=5),
    params:
        settings={
            "feature_set": settings.features.set,
            "families": MODEL_FAMILIES,
            "options": feature_options(cut_off_of(settings.features.set)),
            "snapshot": settings.snapshot.isoformat(),
            "known_after_days": settings.features.gross_known_after_days,
            "payback_multiple": settings.evaluation.payback_multiple,
            "seed": settings.seed,
        },
        code=code("refit_champion.py", *MODEL_MODULES),
    script:
        "../scripts/refit_champion.py"


rule forecast_upcoming:
    input:
        rules.refit_champion.output,
        sums=rules.refit_champion.output.sums,
        features=FEATURES,
        target=rules.build_target.output.target,
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        sql=SQL / "forecasts" / "named_in_movies.sql",
        by_horizon=["results/predictions/upcoming_by_horizon.csv"] if TELLS_HORIZONS else [],
    output:
        upcoming=shown("results/predictions/upcoming.csv", "upcoming", "Forecasts"),
        described="results/predictions/upcoming.parquet",
    log:
        "logs/forecast_upcoming.log",
    benchmark:
        "logs/costs/forecast_upcoming.tsv"
    resources:
        mem_mb=memory_mb(600, input_mb=20),
        runtime=minutes(20),
    params:
        code=code("forecast_upcoming.py", *MODEL_MODULES),
    script:
        "../scripts/forecast_upcoming.py"


rule compare_forecasts:
    input:
        rules.refit_champion.output,
        sums=rules.refit_champion.output.sums,
        upcoming=rules.forecast_upcoming.output.upcoming,
        described=rules.forecast_upcoming.output.described,
        previous=previous_forecasts,
    output:
        moved=shown("results/predictions/moved.csv", "moved", "Forecasts"),
    log:
        "logs/compare_forecasts.log",
    benchmark:
        "logs/costs/compare_forecasts.tsv"
    params:
        code=code("compare_forecasts.py", *MODEL_MODULES),
    script:
        "../scripts/compare_forecasts.py"
