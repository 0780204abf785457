"""Models: fit each on the same features and folds, choose the champion by walk-forward, publish it.

Reads:  results/features/{set}.parquet, results/features/target.parquet
Writes: results/models/{model}/, results/models/comparison.json, results/champion.json, results/model/
"""

import re

from ayne.core.errors import DataError
from ayne.models.estimator import BASELINES, is_blend, load_estimator
from ayne.models.space import check_params
from ayne.champion.name import champion_name

FEATURES = f"results/features/{settings.features.set}.parquet"
MODEL_FAMILIES = families_of(settings.features.set, FAMILY_DICTIONARIES)
# How movies are told apart for fits and scores; the settings of the evaluation left out are those no fit depends on.
STUDY = {
    "evaluation": settings.evaluation.model_dump(mode="json", exclude={"payback_multiple", "champion"}),
    "known_after_days": settings.features.gross_known_after_days,
    "seed": settings.seed,
}
for model, chosen in settings.models.items():
    check_params(model, load_estimator(model).DEFAULTS, chosen.params)
MODEL_FILES = {model: load_estimator(model).MODEL_FILE for model in settings.models}
BLENDS = [model for model in settings.models if is_blend(load_estimator(model))]
BLENDED = [model for model in settings.models if model not in (*BLENDS, *BASELINES)]
# What a model is loaded from, by the blend and by other rules.
FITTED_FILES = ("metrics.json", "predictions.parquet", "preprocessing.cloudpickle", "intervals.json", "SHA256SUMS")


def champion_files(name):
    """Return the files of a model that results/model copies, its model file as a rule of its own does."""
    folder = f"results/models/{name}"
    copied = ("metrics.json", "preprocessing.cloudpickle", "intervals.json")
    return {"files": [f"{folder}/{file}" for file in copied], "model": f"results/model/{MODEL_FILES[name]}"}


def member_files(name):
    """Return the files of the models that a blend is made of; none for any other model."""
    blended = BLENDED if name in BLENDS else []
    return [f"results/models/{model}/{file}" for model in blended for file in (*FITTED_FILES, MODEL_FILES[model])]


def champion(wildcards):
    """Return the champion's name, which is known once the models are compared."""
    try:
        return champion_name(Path(checkpoints.choose_champion.get().output.champion), settings.models)
    except DataError as error:
        raise WorkflowError(str(error)) from None


for model in settings.models:

    rule:
        name:
            f"fit_{model}"
        input:
            features=FEATURES,
            target=rules.build_target.output.target,
            members=member_files(model),
        output:
            metrics=f"results/models/{model}/metrics.json",
            predictions=f"results/models/{model}/predictions.parquet",
            model=f"results/models/{model}/{MODEL_FILES[model]}",
            preprocessing=f"results/models/{model}/preprocessing.cloudpickle",
            intervals=f"results/models/{model}/intervals.json",
            sums=f"results/models/{model}/SHA256SUMS",
            run=f"results/models/{model}/run.json",
        log:
            f"logs/fit_model/{model}.log",
        benchmark:
            f"logs/costs/fit_model/{model}.tsv"
        threads: 1
        params:
            model=model,
            params=settings.models[model].params,
            trials=settings.models[model].trials,
            feature_set=settings.features.set,
            study=STUDY,
            catalogue=settings.catalogue.source,
            snapshot=settings.snapshot.isoformat(),
            code=code("fit_model.py", *(f"ayne.models.estimators.{name}" for name in (model, *BASELINES))),
        script:
            "../scripts/fit_model.py"


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
    shell:
        "cp {input:q} {output:q}"


rule:
    name:
        "results/model"
    input:
        unpack(lambda wildcards: champion_files(champion(wildcards))),
        champion="results/champion.json",
        features=FEATURES,
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
    params:
        families=MODEL_FAMILIES,
        facts={"catalogue_source": settings.catalogue.source, "snapshot": settings.snapshot.isoformat()},
        code=code("publish_model.py"),
    script:
        "../scripts/publish_model.py"
