"""Tables: raw records become typed rows, a source and a year at a time, and these become normalised tables.

Reads:  data/raw/{source}/movies/{year}.jsonl.gz, config/tables/{table}.yaml, scripts/ayne/sql/{raw,tables}/
Writes: data/tables/{source}/{year}.parquet, data/tables/{table}.parquet, data/tables/rejected.parquet,
        data/tables/counts.json
"""

from ayne.core.config import SOURCES
from ayne.tables.dictionary_file import read_dictionary_file, table_options, table_reads

DICTIONARIES = ROOT / "config" / "tables"
SQL = ROOT / "scripts" / "ayne" / "sql"
# A source that the settings do not name has no table.
NOT_ASKED = set(SOURCES) - set(settings.sources)
TABLES = [
    path.stem
    for path in sorted((SQL / "tables").glob("*.sql"))
    if path.stem != "macros" and NOT_ASKED.isdisjoint(table_reads(DICTIONARIES / f"{path.stem}.yaml"))
]
TABLE_OPTIONS = {"conflict_tolerance": settings.tables.conflict_tolerance, "base_year": settings.features.base_year}


def by_year(source, path):
    """Return a source's files of all years."""
    return expand(path, source=source, year=settings.years)


def files_of(name):
    """Return the file of a table, an imported one or the price index, or the typed rows of a source, year by year."""
    if name in IMPORTS:
        return import_file(name, "")
    if name == SHIPPED_PRICES.stem:
        return PRICES
    is_source = name in settings.sources
    return by_year(name, rules.parse_raw.output.rows) if is_source else f"data/tables/{name}.parquet"


def table_inputs(wildcards):
    """Return the files that a table's dictionary says it is built from."""
    return {name: files_of(name) for name in table_reads(DICTIONARIES / f"{wildcards.table}.yaml")}


def options_of(wildcards):
    """Return the settings that a table's dictionary asks for, so that another setting does not build it again."""
    return {name: TABLE_OPTIONS[name] for name in table_options(DICTIONARIES / f"{wildcards.table}.yaml")}


rule parse_raw:
    input:
        raw="data/raw/{source}/movies/{year}.jsonl.gz",
        sql=SQL / "raw" / "{source}.sql",
        macros=SQL / "raw" / "macros.sql",
        dictionary=DICTIONARIES / "{source}_movies.yaml",
    output:
        rows="data/tables/{source}/{year}.parquet",
        rejected="data/tables/{source}/{year}.rejected.parquet",
    log:
        "logs/parse_raw/{source}/{year}.log",
    benchmark:
        "logs/costs/parse_raw/{source}/{year}.tsv"
    params:
        code=code("parse_raw.py"),
    script:
        "../scripts/parse_raw.py"


rule build_table:
    input:
        unpack(table_inputs),
        sql=SQL / "tables" / "{table}.sql",
        macros=SQL / "tables" / "macros.sql",
        dictionary=DICTIONARIES / "{table}.yaml",
    output:
        table="data/tables/{table}.parquet",
        rejected="data/tables/{table}.rejected.parquet",
    log:
        "logs/build_table/{table}.log",
    benchmark:
        "logs/costs/build_table/{table}.tsv"
    wildcard_constraints:
        table="|".join(TABLES),
    params:
        reads=lambda wildcards: list(table_inputs(wildcards)),
        options=options_of,
        code=code("build_table.py"),
    script:
        "../scripts/build_table.py"


def own_id(source):
    """Return the column of a source's table that holds the source's own id."""
    return read_dictionary_file(DICTIONARIES / f"{source}_movies.yaml")["record_id"][source]


def source_files(wildcards):
    """Return for each source its raw records, typed rows, rejected records and table, named {kind}_{source}.

    An imported table is a source of one shard.
    """
    kinds = {
        "raw": rules.parse_raw.input.raw,
        "typed": rules.parse_raw.output.rows,
        "rejected": rules.parse_raw.output.rejected,
    }
    shards = {f"{kind}_{source}": by_year(source, path) for source in settings.sources for kind, path in kinds.items()}
    tables = {f"table_{source}": f"data/tables/{source}_movies.parquet" for source in settings.sources}
    for name, imported in IMPORTS.items():
        tables[f"table_{name}"] = f"data/tables/{imported.table}.parquet"
        shards[f"raw_{name}"] = settings.imports.files(imported.setting)
        shards[f"typed_{name}"] = [import_file(name, "")]
        shards[f"rejected_{name}"] = [import_file(name, "rejected.")]
    return shards | tables


rule build_rejected:
    input:
        unpack(source_files),
        tables_rejected=expand(rules.build_table.output.rejected, table=TABLES),
        lines=rules.split_archive.output.lines if settings.catalogue.source == "archive" else [],
    output:
        rejected="data/tables/rejected.parquet",
        counts="data/tables/counts.json",
    log:
        "logs/build_rejected.log",
    benchmark:
        "logs/costs/build_rejected.tsv"
    params:
        key={
            **{source: own_id(source) for source in settings.sources},
            "numbers": "numbers_id",
            "numbers_page": "page_id",
            "boxofficemojo": "release_id || ' ' || chart_date",
        },
        min_vote_count=settings.catalogue.min_vote_count,
        code=code("build_rejected.py"),
    script:
        "../scripts/build_rejected.py"
