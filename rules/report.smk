"""Report: one self-contained page for people, and its figures as files of their own.

Reads:  what the modules of scripts/ayne/report/{figures,sections}/ name, by `REPORT_FILES` below
Writes: results/figures/{figure}.{svg,csv}, results/figures/titles.json, results/report.html
"""

from ayne.report.inputs import reads_of

REPORT = PACKAGE / "report"
FIGURES = {path.stem: path for path in sorted((REPORT / "figures").glob("[!_]*.py"))}
SECTIONS = {path.stem: path for path in sorted((REPORT / "sections").glob("[!_]*.py"))}
# What a section or figure may name in its `READS`.
REPORT_FILES = {
    "champion": rules.choose_champion.output.champion,
    "metrics": rules.choose_champion.input.metrics,
    "predictions": rules.choose_champion.input.predictions,
    "target": rules.build_target.output.target,
    "truth": rules.build_world.output.truth if settings.catalogue.source == "simulated" else [],
    "digest": rules.build_database.output.digest,
    "database": ancient(rules.build_database.output.database),
    "counts": rules.build_rejected.output.counts,
    "completeness": rules.check_quality.output.completeness,
    "freshness": rules.check_quality.output.freshness,
    "checks": rules.check_quality.output.checks,
    "quality_drift": rules.check_quality.output.drift,
    "comparison": rules.compare_models.output.comparison,
    "payback": expand("results/models/{model}/payback.json", model=settings.models),
    "importance": rules.explain_champion.output.importance,
    "drift": rules.measure_drift.output.drift,
    "questions": expand("results/questions/{question}.json", question=QUESTIONS),
    "answers": expand("results/questions/{question}.{kind}", question=QUESTIONS, kind=["csv", "svg", "sql"]),
    "horizons": rules.score_horizons.output.scores if TELLS_HORIZONS else [],
    "decline": rules.measure_decline.output.decline if CHARTS else [],
    "upcoming": rules.forecast_upcoming.output.upcoming,
    "slates": rules.score_slates.output.scores,
    "moved": rules.compare_forecasts.output.moved,
    "figures": "results/figures/titles.json",
    "rulegraph": "results/rulegraph.svg",
}


def read_files(modules):
    """Return the files that the modules read, by name; the database's digest beside it, as it tells of changes."""
    names = {name for path in modules.values() for name in reads_of(path)} | {"digest"}
    if unknown := sorted(names - set(REPORT_FILES)):
        raise WorkflowError(f"READS: there is no {', '.join(unknown)}; there are {', '.join(REPORT_FILES)}")
    return {name: REPORT_FILES[name] for name in sorted(names)}


rule build_figures:
    input:
        **read_files(FIGURES),
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
    localrule: True
    params:
        facts={"snapshot": settings.snapshot.isoformat()},
        source=f"Data: {settings.catalogue.source} catalogue, as of {settings.snapshot}.",
        code=code("build_figures.py", *(f"ayne.report.figures.{figure}" for figure in FIGURES)),
    script:
        "../scripts/build_figures.py"


rule build_report:
    input:
        **read_files(SECTIONS),
        drawings=rules.build_figures.output.drawings,
        parts=sorted((REPORT / "parts").iterdir()),
    output:
        report=shown("results/report.html", "report", "Report"),
    log:
        "logs/build_report.log",
    benchmark:
        "logs/costs/build_report.tsv"
    localrule: True
    params:
        facts={
            "catalogue": settings.catalogue.source,
            "snapshot": settings.snapshot.isoformat(),
            "years": f"{settings.years.start} to {settings.years.stop-1}",
            "features": settings.features.set,
            "test": f"{settings.evaluation.test_from} to {settings.evaluation.test_to}",
            "seed": settings.seed,
        },
        code=code("build_report.py", *(f"ayne.report.sections.{section}" for section in SECTIONS)),
    script:
        "../scripts/build_report.py"
