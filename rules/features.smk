"""Features: what is known of a movie before its release, a family at a time, then side by side for each set.

Reads:  data/movies.duckdb (if its digest has changed), config/features/{family}.yaml, scripts/ayne/sql/features/
Writes: results/features/families/{cut_off}/{family}.parquet, results/features/{set}.parquet,
        results/features/target.parquet, results/features.html
"""

from ayne.features.family_files import family_dictionaries
from ayne.features.feature_dictionary import CUT_OFFS, FEATURE_SETS, cut_off_of, families_of, sees_until
from ayne.tables.dictionary_file import read_dictionary_file

FAMILY_DICTIONARIES = family_dictionaries(settings.features.families, ROOT)
FAMILY = "results/features/families/{cut_off}/{family}.parquet"
OTHER_DICTIONARIES = sorted(set(FEATURE_DICTIONARIES.glob("*.yaml")) - set(FAMILY_DICTIONARIES.values()))


def feature_options(cut_off):
    """Return what the features of a cut-off are built with."""
    return {
        "snapshot": settings.snapshot.isoformat(),
        "cut_off_days": getattr(settings.features.cut_off_days, cut_off),
        "gross_known_after_days": settings.features.gross_known_after_days,
        "base_year": settings.features.base_year,
    } | ({"annual_prices": PRICES, "recent_prices": RECENT_PRICES[0]} if ASKS_BLS else {})


def set_families(wildcards):
    """Return the files of the families that a set has columns of."""
    families = families_of(wildcards.set, FAMILY_DICTIONARIES)
    return expand(FAMILY, cut_off=cut_off_of(wildcards.set), family=families)


def set_dictionaries(wildcards):
    """Return the dictionaries of the families that a set has columns of."""
    return [FAMILY_DICTIONARIES[family] for family in families_of(wildcards.set, FAMILY_DICTIONARIES)]


def feature_queries(family):
    """Return the SQL files that a family's dictionary says it runs."""
    names = read_dictionary_file(FAMILY_DICTIONARIES[family])["queries"]
    return expand(SQL / "features" / "{name}.sql", name=names)


# The families that read what is known at one moment and no later are built in one job.
for moment in {sees_until(path): None for path in FAMILY_DICTIONARIES.values()}:
    families = [family for family, path in FAMILY_DICTIONARIES.items() if sees_until(path) == moment]

    rule:
        name:
            f"build_family_{moment}"
        input:
            **{family: feature_queries(family) for family in families},
            digest=rules.build_database.output.digest,
            database=ancient(rules.build_database.output.database),
            prices=[PRICES],
            recent_prices=RECENT_PRICES,
        output:
            expand(FAMILY, family=families, allow_missing=True),
        log:
            block=f"logs/build_family_{moment}/{{cut_off}}.log",
            families=expand("logs/build_family/{cut_off}/{family}.log", family=families, allow_missing=True),
        benchmark:
            f"logs/costs/build_family_{moment}/{{cut_off}}.tsv"
        wildcard_constraints:
            cut_off="|".join(CUT_OFFS),
        threads: all_cores
        resources:
            mem_mb=memory_mb(core=350, input_mb=3),
            runtime=minutes(20, input_mb=0.1),
        params:
            families=families,
            options=lambda wildcards: feature_options(wildcards.cut_off),
            sees_until=moment,
            code=code("build_family.py", *[f"ayne.features.{family}" for family in families]),
        script:
            "../scripts/build_family.py"


rule build_features:
    input:
        families=set_families,
        dictionaries=set_dictionaries,
    output:
        features="results/features/{set}.parquet",
    log:
        "logs/build_features/{set}.log",
    benchmark:
        "logs/costs/build_features/{set}.tsv"
    wildcard_constraints:
        set="|".join(FEATURE_SETS),
    resources:
        mem_mb=memory_mb(200, input_mb=20),
        runtime=minutes(10),
    params:
        families=lambda wildcards: families_of(wildcards.set, FAMILY_DICTIONARIES),
        code=code("build_features.py"),
    script:
        "../scripts/build_features.py"


rule build_target:
    input:
        digest=rules.build_database.output.digest,
        database=ancient(rules.build_database.output.database),
        sql=expand(SQL / "features" / "{name}.sql", name=["facts", "target"]),
        prices=PRICES,
        recent_prices=RECENT_PRICES,
    output:
        target="results/features/target.parquet",
    log:
        "logs/build_target.log",
    benchmark:
        "logs/costs/build_target.tsv"
    resources:
        mem_mb=memory_mb(300, input_mb=3),
        runtime=minutes(10),
    params:
        options=feature_options("pre_release"),
        code=code("build_target.py"),
    script:
        "../scripts/build_target.py"


rule build_feature_page:
    input:
        features="results/features/post_release.parquet",
        target=rules.build_target.output.target,
        dictionaries=list(FAMILY_DICTIONARIES.values()),
        others=OTHER_DICTIONARIES,
        template=PACKAGE / "report" / "features.html.j2",
    output:
        page=shown("results/features.html", "features", "Data"),
    log:
        "logs/build_feature_page.log",
    benchmark:
        "logs/costs/build_feature_page.tsv"
    localrule: True
    params:
        families=list(FAMILY_DICTIONARIES),
        test_from=settings.evaluation.test_from.isoformat(),
        facts={
            "catalogue": settings.catalogue.source,
            "snapshot": settings.snapshot.isoformat(),
            "feature_set": "post_release",
        },
        code=code("build_feature_page.py"),
    script:
        "../scripts/build_feature_page.py"
