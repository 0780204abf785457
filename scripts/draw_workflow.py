"""Draw the workflow as it ran, and list what each rule reads, writes and costs."""

from pathlib import Path

from ayne.core.files import write_text
from ayne.core.job import log_to
from ayne.provenance.graph import build_graph, job_of, peaks_of_jobs, records_behind, rule_of, rule_table
from ayne.provenance.graph_layout import draw, layers_of
from ayne.report.render import write_page

if __name__ == "__main__":
    log_to(snakemake.log[0])
    records = records_behind(Path(), snakemake.input)
    rules = build_graph(records, rule_of)
    write_text(Path(snakemake.output.rulegraph), draw(rules, "The rules, from the top down"))
    write_text(Path(snakemake.output.dag), draw(build_graph(records, job_of), "The jobs, from the top down"))
    table = rule_table(rules, layers_of(rules), peaks_of_jobs(Path()))
    table.write(snakemake.output.rules)
    write_page(Path(snakemake.output.page), Path(snakemake.input.page), rules=table.root)
