"""Horizons: each amount of `evaluation.targets`, forecast a year before the release, a week before, and on two Mondays.

Reads:  results/features/{set}.parquet, results/features/target.parquet, data/movies.duckdb (if its digest has changed),
        results/champion.json, results/models/{model}/
Writes: results/features/amounts.parquet, results/horizons/{target}/{horizon}/, results/horizons/{target}/{horizon}.parquet,
        results/horizons.json, results/horizons/decline.csv, results/predictions/timeline.csv,
        results/predictions/upcoming_by_horizon.csv
"""

from ayne.horizons.cells import METRICS, PREDICTIONS, WORLDWIDE, Cell, cells_of

check_models(settings.horizons.models, "horizons.models", place_of_setting)
CELLS = cells_of(settings.evaluation.targets, charts=CHARTS)
# Without charts a horizon is about all movies, as the published model is: that forecasts the worldwide gross then.
PUBLISHED_CELL = None if CHARTS else Cell(WORLDWIDE, settings.features.set)
CELL_STUDY = STUDY | {"charts": CHARTS}
FITTED_CELLS = {"/".join(cell): cell for cell in CELLS if cell != PUBLISHED_CELL}
CELL_HORIZONS = list(dict.fromkeys(cell.horizon for cell in CELLS))


def cell_files(name):
    """Return the files of a fitted cell."""
    return [f"results/horizons/{name}/{file}" for file in (PREDICTIONS, METRICS, *REFIT_FILES.values())]


def files_of_cells(file):
    """Return a file of each cell, that of the published model from its own folder."""

    def files(wildcards):
        return [
            (
                f"results/models/{champion(wildcards)}/{file}"
                if cell == PUBLISHED_CELL
                else f"results/horizons/{'/'.join(cell)}/{file}"
            )
            for cell in CELLS
        ]

    return files


def forecast_settings(horizon):
    """Return what a refit of a horizon says of itself, but for its features."""
    return {
        "feature_set": horizon,
        "families": families_of(horizon, FAMILY_DICTIONARIES),
        "options": feature_options(cut_off_of(horizon)),
        "snapshot": settings.snapshot.isoformat(),
        "known_after_days": settings.features.gross_known_after_days,
        "payback_multiple": settings.evaluation.payback_multiple,
        "seed": settings.seed,
    }


rule build_amounts:
    input:
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        sql=expand(SQL / "features" / "{name}.sql", name=["facts", "amounts"]),
        prices=PRICES,
        recent_prices=RECENT_PRICES,
    output:
        amounts="results/features/amounts.parquet",
    log:
        "logs/build_amounts.log",
    benchmark:
        "logs/costs/build_amounts.tsv"
    resources:
        mem_mb=memory_mb(300, input_mb=3),
        runtime=minutes(10),
    params:
        options=feature_options("pre_release"),
        code=code("build_amounts.py"),
    script:
        "../scripts/build_amounts.py"


rule fit_horizons:
    input:
        **{horizon: f"results/features/{horizon}.parquet" for horizon in CELL_HORIZONS},
        target=rules.build_target.output.target,
        amounts=rules.build_amounts.output.amounts,
        dictionaries=list(FAMILY_DICTIONARIES.values()),
    output:
        **{name: cell_files(name) for name in FITTED_CELLS},
    log:
        block="logs/fit_horizons.log",
        cells=expand("logs/fit_horizons/{name}.log", name=FITTED_CELLS),
    benchmark:
        "logs/costs/fit_horizons.tsv"
    threads: all_cores
    resources:
        mem_mb=memory_mb(core=500, core_input_mb=20),
        runtime=minutes(30, input_mb=10),
    params:
        horizons={name: cell.horizon for name, cell in FITTED_CELLS.items()},
        models={
            name: chosen.model_dump(include={"params", "trials"}) for name, chosen in settings.horizons.models.items()
        },
        forecasts={name: forecast_settings(cell.horizon) for name, cell in FITTED_CELLS.items()},
        study=CELL_STUDY,
        estimators=[f"ayne.models.estimators.{name}" for name in (*settings.horizons.models, "blend", *BASELINES)],
        code=code(
            "fit_horizons.py",
            *(f"ayne.models.estimators.{name}" for name in (*settings.horizons.models, "blend", *BASELINES)),
        ),
    script:
        "../scripts/fit_horizons.py"


rule score_horizons:
    input:
        **{horizon: f"results/features/{horizon}.parquet" for horizon in CELL_HORIZONS},
        predictions=files_of_cells(PREDICTIONS),
        metrics=files_of_cells(METRICS),
        target=rules.build_target.output.target,
        amounts=rules.build_amounts.output.amounts,
    output:
        forecasts=[f"results/horizons/{target}/{horizon}.parquet" for target, horizon in CELLS],
        scores=shown("results/horizons.json", "horizons", "Forecasts"),
        timeline="results/predictions/timeline.csv",
    log:
        "logs/score_horizons.log",
    benchmark:
        "logs/costs/score_horizons.tsv"
    resources:
        mem_mb=memory_mb(400, input_mb=20),
        runtime=minutes(20),
    params:
        cells=["/".join(cell) for cell in CELLS],
        study=CELL_STUDY,
        cut_off_days=settings.features.cut_off_days.model_dump(),
        code=code("score_horizons.py", *(f"ayne.models.estimators.{name}" for name in BASELINES)),
    script:
        "../scripts/score_horizons.py"


rule measure_decline:
    input:
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        sql=SQL / "horizons" / "weekends.sql",
    output:
        decline="results/horizons/decline.csv",
    log:
        "logs/measure_decline.log",
    benchmark:
        "logs/costs/measure_decline.tsv"
    params:
        test=settings.evaluation.model_dump(mode="json", include={"test_from", "test_to"}),
        code=code("measure_decline.py"),
    script:
        "../scripts/measure_decline.py"


rule forecast_by_horizon:
    input:
        **{horizon: f"results/features/{horizon}.parquet" for horizon in CELL_HORIZONS},
        refits=[rules.fit_horizons.output, rules.refit_champion.output if PUBLISHED_CELL in CELLS else []],
        sums=[
            (
                rules.refit_champion.output.sums
                if cell == PUBLISHED_CELL
                else f"results/horizons/{'/'.join(cell)}/{REFIT_FILES['sums']}"
            )
            for cell in CELLS
        ],
        target=rules.build_target.output.target,
        amounts=rules.build_amounts.output.amounts,
    output:
        movies=shown("results/predictions/upcoming_by_horizon.csv", "upcoming_by_horizon", "Forecasts"),
    log:
        "logs/forecast_by_horizon.log",
    benchmark:
        "logs/costs/forecast_by_horizon.tsv"
    params:
        cells=["/".join(cell) for cell in CELLS],
        snapshot=settings.snapshot.isoformat(),
        greenlight_days=settings.features.cut_off_days.greenlight,
        code=code(
            "forecast_by_horizon.py",
            *MODEL_MODULES,
            *(f"ayne.models.estimators.{name}" for name in (*settings.horizons.models, "blend")),
        ),
    script:
        "../scripts/forecast_by_horizon.py"
