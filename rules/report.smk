"""Report: one self-contained page for people.

Reads:  results/champion.json, results/models/{model}/, data/tables/counts.json, data/world/truth.parquet (if simulated)
Writes: results/report.html
"""


rule build_report:
    input:
        champion=rules.choose_champion.output.champion,
        metrics=rules.choose_champion.input.metrics,
        predictions=expand("results/models/{model}/predictions.parquet", model=settings.models),
        counts=rules.build_rejected.output.counts,
        target=rules.build_target.output.target,
        truth=rules.build_world.output.truth if settings.catalogue.source == "simulated" else [],
        template=ROOT / "scripts" / "ayne" / "report" / "page.html.j2",
    output:
        report="results/report.html",
    log:
        "logs/build_report.log",
    params:
        facts={"catalogue": settings.catalogue.source, "snapshot": settings.snapshot.isoformat()},
        code=code("build_report.py"),
    script:
        "../scripts/build_report.py"
