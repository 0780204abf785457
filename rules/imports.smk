"""Imports: tables of others that the user has a right to, from files of the user's own.

Reads:  the files that the settings name under imports:, scripts/ayne/sql/imports/, config/tables/{table}.yaml
Writes: data/tables/numbers/budgets.parquet, data/tables/numbers_page/pages.parquet,
        data/tables/boxofficemojo/daily.parquet, empty where nothing is imported
"""

from ayne.tables.import_list import IMPORTS

for publisher, imported in IMPORTS.items():

    rule:
        name:
            f"import_{publisher}"
        input:
            files=[own_file(path) for path in settings.imports.files(imported.setting)],
            sql=SQL / "imports" / f"{publisher}.sql",
            macros=SQL / "imports" / "macros.sql",
            dictionary=DICTIONARIES / f"{imported.table}.yaml",
        output:
            rows=f"data/tables/{publisher}/{imported.chart}.parquet",
            rejected=f"data/tables/{publisher}/{imported.chart}.rejected.parquet",
        log:
            f"logs/import_table/{publisher}.log",
        benchmark:
            f"logs/costs/import_table/{publisher}.tsv"
        localrule: True
        params:
            source=publisher,
            code=code("import_table.py"),
        script:
            "../scripts/import_table.py"


def import_file(publisher, kind):
    """Return the typed rows (kind "") or the rejected ones (kind "rejected.") of an imported table."""
    return f"data/tables/{publisher}/{IMPORTS[publisher].chart}.{kind}parquet"
