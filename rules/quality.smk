"""Quality: what the tables hold, and checks of it; one of severity `error` that does not hold ends the run here.

Reads:  data/tables/{table}.parquet, data/tables/counts.json, config/tables/{table}.yaml, scripts/ayne/sql/quality/
Writes: results/quality/{counts,completeness,ranges,orphans,freshness,checks}.json
"""


rule check_quality:
    input:
        tables=expand(rules.build_table.output.table, table=TABLES),
        rejected=rules.build_rejected.output.rejected,
        counts=rules.build_rejected.output.counts,
        dictionaries=expand(DICTIONARIES / "{table}.yaml", table=[*TABLES, "rejected"]),
        checks=sorted((SQL / "quality").glob("*.sql")),
    output:
        counts="results/quality/counts.json",
        completeness="results/quality/completeness.json",
        ranges="results/quality/ranges.json",
        orphans="results/quality/orphans.json",
        freshness="results/quality/freshness.json",
        checks=shown("results/quality/checks.json", "quality", "Data"),
    log:
        "logs/check_quality.log",
    params:
        limits={name: check.model_dump() for name, check in settings.quality.items()},
        code=code("check_quality.py"),
    script:
        "../scripts/check_quality.py"
