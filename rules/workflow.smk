"""The workflow itself: pictures of its rules and jobs, and what each rule read, wrote and cost when it last ran.

Reads:  what Snakemake noted of every job behind results/model (.snakemake/metadata)
Writes: results/rulegraph.svg, results/dag.svg, results/rules.{json,html}
"""

from ayne.snakemake_internals import job_records


rule draw_workflow:
    input:
        sums="results/model/SHA256SUMS",
        template=PACKAGE / "provenance" / "graph.svg.j2",
        page=PACKAGE / "provenance" / "rules.html.j2",
    output:
        rulegraph="results/rulegraph.svg",
        dag="results/dag.svg",
        rules="results/rules.json",
        page=shown("results/rules.html", "rules", "Report"),
    log:
        "logs/draw_workflow.log",
    benchmark:
        "logs/costs/draw_workflow.tsv"
    localrule: True
    params:
        # Another rule is another picture.
        rule_names=sorted(rule.name for rule in workflow.rules),
        code=code("draw_workflow.py"),
    script:
        "../scripts/draw_workflow.py"


# Of a study in a bucket: copies of all that was built, in the study's folder.
rule fetch_study:
    input:
        lambda wildcards: sorted(job_records(Path())),
    localrule: True
    shell:
        "true"
