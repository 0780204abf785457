"""Tables: raw records become typed rows, a source and a year at a time, and these become normalised tables.

Reads:  data/raw/{source}/movies/{year}.jsonl.gz, data/raw/tmdb/discover/{year}.jsonl.gz, config/tables/{table}.yaml,
        config/sources/, scripts/ayne/sql/{raw,tables}/
Writes: data/tables/{source}/{year}.parquet, data/tables/{table}.parquet, data/tables/rejected.parquet,
        data/tables/counts.json
"""

from ayne.core.config_checks import SOURCES
from ayne.tables.dictionary_file import read_dictionary_file, table_options, table_reads

WIKIDATA_GENRES = ROOT / "config" / "sources" / "wikidata_genres.yaml"
# The sources that have a place in the catalogue's own tables: one that is not asked has empty ones. Another one that
# the settings do not name has no table.
ALWAYS = {"tmdb", "omdb", "wikidata"}
NOT_NAMED = set(SOURCES) - set(settings.sources) - ALWAYS
TABLES = [
    path.stem
    for path in sorted((SQL / "tables").glob("*.sql"))
    if path.stem != "macros" and NOT_NAMED.isdisjoint(table_reads(DICTIONARIES / f"{path.stem}.yaml"))
]
TABLE_OPTIONS = {
    "conflict_tolerance": settings.tables.conflict_tolerance,
    "base_year": settings.features.base_year,
    "snapshot": settings.snapshot.isoformat(),
}


TABLE_DICTIONARIES = {table: DICTIONARIES / f"{table}.yaml" for table in TABLES}
# What tables read besides each other, by the name that their SQL has for it.
GIVEN = sorted({name for path in TABLE_DICTIONARIES.values() for name in table_reads(path)} - set(TABLES))
RAW = "data/raw/{source}/movies/{year}.jsonl.gz"
ROWS = "data/tables/{source}/{year}.parquet"
NO_ROWS = "data/tables/{source}/none.parquet"
ROWS_REJECTED = "data/tables/{source}/{year}.rejected.parquet"


def given_file(name):
    """Return the file of an imported table or the price index, or the typed rows of a source, year by year."""
    if name in IMPORTS:
        return import_file(name, "")
    source = settings.api if name == "catalogue" else name
    if source in settings.active_sources:
        return expand(ROWS, source=source, year=settings.years)
    return [NO_ROWS.format(source=source)] if source in SOURCES else PRICES


rule parse_raw:
    input:
        raw=years_of(RAW),
        sql=SQL / "raw" / "{source}.sql",
        macros=SQL / "raw" / "macros.sql",
        dictionary=DICTIONARIES / "{source}_movies.yaml",
    output:
        rows=years_of(ROWS),
        rejected=years_of(ROWS_REJECTED),
    log:
        block="logs/parse_raw/{source}.log",
        years=years_of("logs/parse_raw/{source}/{year}.log"),
    benchmark:
        "logs/costs/parse_raw/{source}.tsv"
    wildcard_constraints:
        source="|".join(set(SOURCES) - {"wikidata"}),
    threads: all_cores
    resources:
        mem_mb=memory_mb(core=150, core_input_mb=2),
        runtime=minutes(20, input_mb=1),
    params:
        code=code("parse_raw.py"),
    script:
        "../scripts/parse_raw.py"


rule parse_wikidata:
    input:
        raw=rules.collect_wikidata.output.movies,
        names=rules.collect_wikidata_names.output.names if settings.api == "wikidata" else [],
        genres=WIKIDATA_GENRES,
    output:
        rows=expand(ROWS, source="wikidata", year=settings.years),
        rejected=expand(ROWS_REJECTED, source="wikidata", year=settings.years),
    log:
        block="logs/parse_wikidata.log",
        years=years_of("logs/parse_wikidata/{year}.log"),
    benchmark:
        "logs/costs/parse_wikidata.tsv"
    threads: all_cores
    resources:
        mem_mb=memory_mb(core=150, core_input_mb=2),
        runtime=minutes(20, input_mb=1),
    params:
        code=code("parse_wikidata.py"),
    script:
        "../scripts/parse_wikidata.py"


rule parse_no_wikidata:
    input:
        genres=WIKIDATA_GENRES,
    output:
        rows="data/tables/wikidata/none.parquet",
        rejected="data/tables/wikidata/none.rejected.parquet",
    log:
        "logs/parse_no_records/wikidata.log",
    benchmark:
        "logs/costs/parse_no_records/wikidata.tsv"
    localrule: True
    params:
        code=code("parse_no_wikidata.py"),
    script:
        "../scripts/parse_no_wikidata.py"


rule parse_no_records:
    input:
        sql=SQL / "raw" / "{source}.sql",
        macros=SQL / "raw" / "macros.sql",
        dictionary=DICTIONARIES / "{source}_movies.yaml",
    output:
        rows=NO_ROWS,
        rejected="data/tables/{source}/none.rejected.parquet",
    log:
        "logs/parse_no_records/{source}.log",
    benchmark:
        "logs/costs/parse_no_records/{source}.tsv"
    wildcard_constraints:
        source="(?!wikidata)[a-z0-9_]+",
    localrule: True
    params:
        code=code("parse_no_records.py"),
    script:
        "../scripts/parse_no_records.py"


rule build_table:
    input:
        **{name: given_file(name) for name in GIVEN},
        sql=expand(SQL / "tables" / "{table}.sql", table=TABLES),
        macros=SQL / "tables" / "macros.sql",
        dictionaries=list(TABLE_DICTIONARIES.values()),
    output:
        tables=expand("data/tables/{table}.parquet", table=TABLES),
        rejected=expand("data/tables/{table}.rejected.parquet", table=TABLES),
    log:
        block="logs/build_table.log",
        tables=expand("logs/build_table/{table}.log", table=TABLES),
    benchmark:
        "logs/costs/build_table.tsv"
    # Tables that read no other one are built at once, then one after the other, each by DuckDB on all cores.
    threads: all_cores
    resources:
        mem_mb=memory_mb(400, input_mb=25, most=DUCKDB_MB),
        runtime=minutes(20, input_mb=0.2),
    params:
        given=GIVEN,
        reads={table: table_reads(path) for table, path in TABLE_DICTIONARIES.items()},
        options={
            table: {"catalogue": settings.api} | {name: TABLE_OPTIONS[name] for name in table_options(path)}
            for table, path in TABLE_DICTIONARIES.items()
        },
        code=code("build_table.py"),
    script:
        "../scripts/build_table.py"


def own_id(source):
    """Return the column of a source's table that holds the source's own id."""
    return read_dictionary_file(DICTIONARIES / f"{source}_movies.yaml")["record_id"][source]


def source_files(wildcards):
    """Return for each source its raw records, lists, typed rows, rejected records and table, named {kind}_{source}.

    An imported table is a source of one shard.
    """
    kinds = {"raw": RAW, "typed": ROWS, "rejected": ROWS_REJECTED}
    shards = {
        f"{kind}_{source}": expand(path, source=source, year=settings.years)
        for source in settings.active_sources
        for kind, path in kinds.items()
    }
    shards |= {"lists_tmdb": rules.collect_tmdb.output.discover} if "tmdb" in settings.active_sources else {}
    tables = {f"table_{source}": f"data/tables/{source}_movies.parquet" for source in settings.active_sources}
    for name, imported in IMPORTS.items():
        tables[f"table_{name}"] = f"data/tables/{imported.table}.parquet"
        shards[f"raw_{name}"] = [own_file(path) for path in settings.imports.files(imported.setting)]
        shards[f"typed_{name}"] = [import_file(name, "")]
        shards[f"rejected_{name}"] = [import_file(name, "rejected.")]
    return shards | tables


rule build_rejected:
    input:
        unpack(source_files),
        tables_rejected=rules.build_table.output.rejected,
        lines=rules.split_archive.output.lines if settings.catalogue.source == "archive" else [],
    output:
        rejected="data/tables/rejected.parquet",
        counts="data/tables/counts.json",
    log:
        "logs/build_rejected.log",
    benchmark:
        "logs/costs/build_rejected.tsv"
    resources:
        mem_mb=memory_mb(200, input_mb=8),
        runtime=minutes(20),
    params:
        key={
            **{source: own_id(source) for source in settings.active_sources},
            "numbers": "numbers_id",
            "numbers_page": "page_id",
            "boxofficemojo": "release_id || ' ' || chart_date",
        },
        min_vote_count=settings.catalogue.min_vote_count,
        code=code("build_rejected.py"),
    script:
        "../scripts/build_rejected.py"
