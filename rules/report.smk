"""Report: one self-contained page for people, and its figures as files of their own.

Reads:  data/movies.duckdb, data/tables/counts.json, results/quality/, results/champion.json, results/models/{model}/,
        results/questions/, results/predictions/upcoming.csv, results/explanations/importance.json,
        results/models/comparison.json, results/drift.json, results/rulegraph.svg, data/world/truth.parquet (if simulated)
Writes: results/figures/{figure}.{svg,csv}, results/figures/titles.json, results/report.html
"""

FIGURES = [
    "champion_against_others",
    "changed_features",
    "changed_since_snapshot",
    "collected_by_year",
    "coverage_by_budget",
    "drivers",
    "drivers_shuffled",
    "error_by_budget",
    "error_by_year",
    "forecast_and_actual",
    "known_values",
    "models_compared",
    "payback_by_budget",
    "payback_reliability",
]
TRUTH = rules.build_world.output.truth if settings.catalogue.source == "simulated" else []
MODEL_PREDICTIONS = expand("results/models/{model}/predictions.parquet", model=settings.models)
PAYBACK = expand("results/models/{model}/payback.json", model=settings.models)


rule build_figures:
    input:
        champion=rules.choose_champion.output.champion,
        metrics=rules.choose_champion.input.metrics,
        predictions=MODEL_PREDICTIONS,
        target=rules.build_target.output.target,
        truth=TRUTH,
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        completeness=rules.check_quality.output.completeness,
        importance=rules.explain_champion.output.importance,
        comparison=rules.compare_models.output.comparison,
        payback=PAYBACK,
        quality_drift=rules.check_quality.output.drift,
        drift=rules.measure_drift.output.drift,
    output:
        drawings=[
            shown(f"results/figures/{figure}.svg", "figure", "Figures", {"figure": figure.replace("_", " ")})
            for figure in FIGURES
        ],
        data=expand("results/figures/{figure}.csv", figure=FIGURES),
        titles="results/figures/titles.json",
    log:
        "logs/build_figures.log",
    benchmark:
        "logs/costs/build_figures.tsv"
    params:
        snapshot=settings.snapshot.isoformat(),
        source=f"Data: {settings.catalogue.source} catalogue, as of {settings.snapshot}.",
        code=code("build_figures.py"),
    script:
        "../scripts/build_figures.py"


rule build_report:
    input:
        champion=rules.choose_champion.output.champion,
        metrics=rules.choose_champion.input.metrics,
        predictions=MODEL_PREDICTIONS,
        target=rules.build_target.output.target,
        truth=TRUTH,
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        counts=rules.build_rejected.output.counts,
        freshness=rules.check_quality.output.freshness,
        checks=rules.check_quality.output.checks,
        figures=rules.build_figures.output.drawings,
        titles=rules.build_figures.output.titles,
        questions=expand("results/questions/{question}.json", question=QUESTIONS),
        answers=expand("results/questions/{question}.{kind}", question=QUESTIONS, kind=["csv", "svg", "sql"]),
        upcoming=rules.forecast_upcoming.output.upcoming,
        importance=rules.explain_champion.output.importance,
        comparison=rules.compare_models.output.comparison,
        payback=PAYBACK,
        quality_drift=rules.check_quality.output.drift,
        drift=rules.measure_drift.output.drift,
        rulegraph="results/rulegraph.svg",
        parts=sorted((ROOT / "scripts" / "ayne" / "report" / "parts").iterdir()),
    output:
        report=shown("results/report.html", "report", "Report"),
    log:
        "logs/build_report.log",
    benchmark:
        "logs/costs/build_report.tsv"
    params:
        facts={
            "catalogue": settings.catalogue.source,
            "snapshot": settings.snapshot.isoformat(),
            "years": f"{settings.years.start} to {settings.years.stop-1}",
            "features": settings.features.set,
            "test": f"{settings.evaluation.test_from} to {settings.evaluation.test_to}",
            "seed": settings.seed,
        },
        code=code("build_report.py"),
    script:
        "../scripts/build_report.py"
