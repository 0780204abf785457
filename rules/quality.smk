"""Quality: what the tables hold, and checks of it; one of severity `error` that does not hold ends the run here.

Reads:  data/tables/{table}.parquet, data/tables/counts.json, config/tables/{table}.yaml, scripts/ayne/sql/quality/
Writes: results/quality/{counts,completeness,ranges,orphans,freshness,drift,checks}.json, results/quality.html
"""


def previous_quality(wildcards):
    """Return what is compared of an earlier snapshot's quality, if one is named."""
    folder = settings.tables.previous_quality
    files = [] if folder is None else [own_file(folder / f"{kind}.json") for kind in ("counts", "completeness")]
    if missing := [file for file in files if not Path(file).is_file()]:
        raise WorkflowError(
            f"tables.previous_quality: {missing[0]} is missing; name a folder with a copy of results/quality/"
        )
    return files


rule check_quality:
    input:
        tables=rules.build_table.output.tables,
        rejected=rules.build_rejected.output.rejected,
        counts=rules.build_rejected.output.counts,
        dictionaries=expand(DICTIONARIES / "{table}.yaml", table=[*TABLES, "rejected"]),
        checks=sorted((SQL / "quality").glob("*.sql")),
        previous=previous_quality,
    output:
        counts="results/quality/counts.json",
        completeness="results/quality/completeness.json",
        ranges="results/quality/ranges.json",
        orphans="results/quality/orphans.json",
        freshness="results/quality/freshness.json",
        drift="results/quality/drift.json",
        checks=shown("results/quality/checks.json", "quality", "Data"),
    log:
        "logs/check_quality.log",
    benchmark:
        "logs/costs/check_quality.tsv"
    resources:
        mem_mb=memory_mb(200, input_mb=8, most=DUCKDB_MB),
        runtime=minutes(20),
    params:
        limits={name: check.model_dump() for name, check in settings.quality.items()},
        code=code("check_quality.py"),
    script:
        "../scripts/check_quality.py"


rule build_quality_page:
    input:
        quality=list(rules.check_quality.output),
        template=PACKAGE / "report" / "quality.html.j2",
    output:
        page=shown("results/quality.html", "quality_page", "Data"),
    log:
        "logs/build_quality_page.log",
    benchmark:
        "logs/costs/build_quality_page.tsv"
    localrule: True
    params:
        facts={"catalogue": settings.catalogue.source, "snapshot": settings.snapshot.isoformat()},
        code=code("build_quality_page.py"),
    script:
        "../scripts/build_quality_page.py"
