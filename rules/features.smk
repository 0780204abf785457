"""Features: what is known of a movie before its release, a family at a time, then side by side for each set.

Reads:  data/movies.duckdb (if its digest has changed), config/features/{family}.yaml, scripts/ayne/sql/features/
Writes: results/features/families/{family}.parquet, results/features/{set}.parquet, results/features/target.parquet
"""

from ayne.tables.dictionary_file import read_dictionary_file

FEATURE_DICTIONARIES = ROOT / "config" / "features"
FEATURE_OPTIONS = {
    "snapshot": settings.snapshot.isoformat(),
    "gross_known_after_days": settings.features.gross_known_after_days,
    "base_year": settings.features.base_year,
}


def feature_queries(wildcards):
    """Return the SQL files that a family's dictionary says it runs."""
    names = read_dictionary_file(FEATURE_DICTIONARIES / f"{wildcards.family}.yaml")["queries"]
    return expand(SQL / "features" / "{name}.sql", name=names)


rule build_family:
    input:
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        sql=feature_queries,
        prices=ROOT / "scripts" / "ayne" / "data" / "cpi_us_annual.csv",
    output:
        family="results/features/families/{family}.parquet",
    log:
        "logs/build_family/{family}.log",
    params:
        options=FEATURE_OPTIONS,
        code=code("build_family.py", "ayne.features.{family}"),
    script:
        "../scripts/build_family.py"


rule build_features:
    input:
        families=expand(rules.build_family.output.family, family=settings.features.families),
        dictionaries=expand(FEATURE_DICTIONARIES / "{family}.yaml", family=settings.features.families),
    output:
        features="results/features/{set}.parquet",
    log:
        "logs/build_features/{set}.log",
    wildcard_constraints:
        set="pre_release",
    params:
        families=settings.features.families,
        code=code("build_features.py"),
    script:
        "../scripts/build_features.py"


rule build_target:
    input:
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        sql=expand(SQL / "features" / "{name}.sql", name=["facts", "target"]),
        prices=ROOT / "scripts" / "ayne" / "data" / "cpi_us_annual.csv",
    output:
        target="results/features/target.parquet",
    log:
        "logs/build_target.log",
    params:
        options=FEATURE_OPTIONS,
        code=code("build_target.py"),
    script:
        "../scripts/build_target.py"
