"""Models: fit each on the same features and folds, choose the champion by walk-forward, publish it.

Reads:  results/features/{set}.parquet, results/features/target.parquet
Writes: results/search/{model}/{number}.json, results/models/{model}/, results/models/comparison.json,
        results/champion.json, results/model/
"""

import re

from ayne.core.errors import DataError
from ayne.models.estimator import BASELINES, is_blend, load_estimator
from ayne.models.space import check_at_once, check_models
from ayne.champion.name import champion_name
from ayne.snakemake_internals import at_hand

FEATURES = f"results/features/{settings.features.set}.parquet"
MODEL_FAMILIES = families_of(settings.features.set, FAMILY_DICTIONARIES)
# How movies are told apart for fits and scores; the settings of the evaluation left out are those no fit depends on.
STUDY = {
    "evaluation": settings.evaluation.model_dump(mode="json", exclude={"payback_multiple", "champion", "targets"}),
    "known_after_days": settings.features.gross_known_after_days,
    "seed": settings.seed,
}
check_models(settings.models, where=place_of_setting)
for model, chosen in settings.models.items():
    check_at_once(model, chosen.at_once)
MODEL_FILES = {model: load_estimator(model).MODEL_FILE for model in settings.models}
BLENDS = [model for model in settings.models if is_blend(load_estimator(model))]
BLENDED = [model for model in settings.models if model not in (*BLENDS, *BASELINES)]
# What each model has besides its model file.
FITTED_FILES = (
    "metrics.json",
    "predictions.parquet",
    "preprocessing.cloudpickle",
    "intervals.json",
    "trials.json",
    "SHA256SUMS",
)
# The models whose trials are jobs of their own; what the others try is part of the fit.
SEARCHED = {model: chosen for model, chosen in settings.models.items() if chosen.at_once > 1}
TRIALS = sum(chosen.trials for model, chosen in settings.models.items() if model not in SEARCHED)
TRIAL = "results/search/{model}/{number}.json"
MODEL_MODULES = [f"ayne.models.estimators.{model}" for model in settings.models]


def champion_files(name):
    """Return the files of a model that results/model copies, its model file as a rule of its own does."""
    folder = f"results/models/{name}"
    copied = ("metrics.json", "preprocessing.cloudpickle", "intervals.json")
    return {"files": [f"{folder}/{file}" for file in copied], "model": f"results/model/{MODEL_FILES[name]}"}


def fit_files(name):
    """Return the files of a fitted model."""
    return [f"results/models/{name}/{file}" for file in (MODEL_FILES[name], *FITTED_FILES)]


def champion(wildcards):
    """Return the champion's name, which is known once the models are compared."""
    try:
        return champion_name(at_hand(checkpoints.choose_champion.get().output.champion), settings.models)
    except DataError as error:
        raise WorkflowError(str(error)) from None


def trial_files(model, count):
    """Return the files of a model's first trials."""
    return expand(TRIAL, model=model, number=range(count))


def earlier_rounds(wildcards):
    """Return the trials whose results a trial is proposed from: those of all rounds before its own."""
    number, size = int(wildcards.number), settings.models[wildcards.model].at_once
    return trial_files(wildcards.model, number - number % size)


rule try_parameters:
    input:
        features=FEATURES,
        target=rules.build_target.output.target,
        earlier=earlier_rounds,
    output:
        trial=TRIAL,
    log:
        "logs/try_parameters/{model}/{number}.log",
    benchmark:
        "logs/costs/try_parameters/{model}/{number}.tsv"
    wildcard_constraints:
        model="|".join(SEARCHED) or "none",
        number=r"\d+",
    resources:
        mem_mb=memory_mb(450, input_mb=45),
        runtime=minutes(30, input_mb=10),
    params:
        given=lambda wildcards: settings.models[wildcards.model].params,
        study=STUDY,
        code=code("try_parameters.py", "ayne.models.estimators.{model}"),
    script:
        "../scripts/try_parameters.py"


rule fit_model:
    input:
        features=FEATURES,
        target=rules.build_target.output.target,
        trials=[file for model, chosen in SEARCHED.items() for file in trial_files(model, chosen.trials)],
    output:
        **{model: fit_files(model) for model in settings.models},
    log:
        block="logs/fit_model.log",
        models=expand("logs/fit_model/{model}.log", model=settings.models),
    benchmark:
        "logs/costs/fit_model.tsv"
    threads: all_cores
    resources:
        mem_mb=memory_mb(core=450, core_input_mb=45),
        runtime=minutes(30, input_mb=10 * (1 + TRIALS)),
    params:
        models={model: chosen.model_dump(include={"params", "trials"}) for model, chosen in settings.models.items()},
        searched={model: trial_files(model, chosen.trials) for model, chosen in SEARCHED.items()},
        blended={model: [file for member in BLENDED for file in fit_files(member)] for model in BLENDS},
        feature_set=settings.features.set,
        study=STUDY,
        code=code("fit_model.py", *MODEL_MODULES, *(f"ayne.models.estimators.{name}" for name in BASELINES)),
    script:
        "../scripts/fit_model.py"


rule log_runs:
    input:
        features=FEATURES,
        target=rules.build_target.output.target,
        fitted=rules.fit_model.output,
        sums=expand("results/models/{model}/SHA256SUMS", model=settings.models),
    output:
        expand("results/models/{model}/run.json", model=settings.models),
    log:
        "logs/log_runs.log",
    benchmark:
        "logs/costs/log_runs.tsv"
    localrule: True
    params:
        models=list(settings.models),
        context={
            "feature_set": settings.features.set,
            "snapshot": settings.snapshot.isoformat(),
            "catalogue_source": settings.catalogue.source,
        },
        study=STUDY,
        code=code("log_runs.py", *MODEL_MODULES),
    script:
        "../scripts/log_runs.py"


checkpoint choose_champion:
    input:
        metrics=expand("results/models/{model}/metrics.json", model=settings.models),
        predictions=expand("results/models/{model}/predictions.parquet", model=settings.models),
    output:
        champion="results/champion.json",
    log:
        "logs/choose_champion.log",
    benchmark:
        "logs/costs/choose_champion.tsv"
    localrule: True
    params:
        incumbent=settings.evaluation.champion,
        seed=settings.seed,
        code=code("choose_champion.py"),
    script:
        "../scripts/choose_champion.py"


rule compare_models:
    input:
        predictions=expand("results/models/{model}/predictions.parquet", model=settings.models),
    output:
        comparison=shown("results/models/comparison.json", "comparison", "Model"),
    log:
        "logs/compare_models.log",
    benchmark:
        "logs/costs/compare_models.tsv"
    resources:
        mem_mb=memory_mb(300, input_mb=20),
        runtime=minutes(20),
    params:
        seed=settings.seed,
        code=code("compare_models.py"),
    script:
        "../scripts/compare_models.py"


rule publish_model_file:
    input:
        lambda wildcards: f"results/models/{champion(wildcards)}/{wildcards.file}",
    output:
        "results/model/{file}",
    wildcard_constraints:
        file="|".join(re.escape(name) for name in sorted(set(MODEL_FILES.values()))),
    localrule: True
    shell:
        "cp {input:q} {output:q}"


rule:
    name:
        "results/model"
    input:
        unpack(lambda wildcards: champion_files(champion(wildcards))),
        champion="results/champion.json",
        features=FEATURES,
        # Only that the runs are logged as well.
        runs=ancient(rules.log_runs.output),
        dictionaries=[FAMILY_DICTIONARIES[family] for family in MODEL_FAMILIES],
    output:
        metrics=shown("results/model/metrics.json", "scores", "Model"),
        preprocessing="results/model/preprocessing.cloudpickle",
        intervals="results/model/intervals.json",
        features="results/model/features.json",
        card="results/model/model_card.md",
        sums="results/model/SHA256SUMS",
    log:
        "logs/publish_model.log",
    benchmark:
        "logs/costs/publish_model.tsv"
    localrule: True
    params:
        families=MODEL_FAMILIES,
        facts={"catalogue_source": settings.catalogue.source, "snapshot": settings.snapshot.isoformat()},
        code=code("publish_model.py"),
    script:
        "../scripts/publish_model.py"
