"""Build the normalised tables that have changed: first those that read typed rows only, then those that read others."""

from functools import partial
from pathlib import Path

from ayne.core.block import build_parts
from ayne.core.part import Part
from ayne.core.processes import usable
from ayne.tables.table_parts import at_once, files_read, in_order, processes, table_part

if __name__ == "__main__":
    files, out, params = snakemake.input, snakemake.output, snakemake.params
    reads, cores = params.reads, usable(snakemake.threads)
    first = at_once(reads)
    known = dict(zip(reads, out.tables, strict=True)) | {name: files[name] for name in params.given}
    parts = {
        table: Part(
            name=table,
            log=Path(log),
            outputs=(Path(rows), Path(rejected)),
            inputs=(Path(sql), Path(dictionary), Path(files.macros), *files_read(reads[table], known)),
            parameters=params.options[table],
            code=params.code,
        )
        for table, sql, dictionary, rows, rejected, log in zip(
            reads, files.sql, files.dictionaries, out.tables, out.rejected, snakemake.log.tables, strict=True
        )
    }
    build_parts(
        "build_table",
        Path(snakemake.log.block),
        partial(table_part, reads=reads, known=known, cores=cores),
        at_once=[parts[table] for table in first],
        in_order=[parts[table] for table in in_order(reads) if table not in first],
        processes=processes(cores),
        imports=["ayne.tables.table_builder"],
    )
