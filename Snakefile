# AYNE: Are You Not Entertained? What a movie will earn, from what is known before its release.
# Files flow through the rules in the order of the includes; `snakemake --cores 8 results/model` is the main job.

import warnings
from pathlib import Path

from ayne.core.bucket import remember_bucket
from ayne.core.config import export_settings, exported_settings, load_settings, place_of
from ayne.core.config_layers import given_layers
from ayne.core.environment_checks import require_plain_python, require_resolution_day
from ayne.core.file_system import WHAT_THEN, doubt_about_locks
from ayne.core.repository_link import link_repository
from ayne.provenance.manifest import end_manifest, resume_manifest, start_manifest
from ayne.report.summary import summarise
from ayne.snakemake_internals import hash_each_content_once, keep_parameters_without_pandas, keep_study_in_bucket
from snakemake.exceptions import WorkflowError
from snakemake.utils import min_version
from snakemake_logger_plugin_ayne.reasons import PARAMETER_NAMES
from ayne.core.interrupts import IGNORE_INTERRUPTS, let_jobs_run, stop_once
from snakemake_logger_plugin_ayne.targets import TARGETS

min_version("9.27")
# For a report Snakemake asks how large a job's inputs are, and does not wait for the answer.
warnings.filterwarnings("ignore", r"coroutine 'InputFiles\..*' was never awaited", RuntimeWarning)
keep_parameters_without_pandas()
hash_each_content_once()
require_plain_python(sys.executable)
require_resolution_day(Path(workflow.basedir))
shell.prefix(IGNORE_INTERRUPTS)

# By the same name in every study, so that one that is moved is not stale.
ROOT = link_repository(Path(workflow.basedir))
# Where the study's files are, if not in its folder: s3://bucket/study.
BUCKET = workflow.storage_settings.default_storage_prefix or None
if BUCKET:
    keep_study_in_bucket(BUCKET, ROOT)
# A node of a cluster parses this file for each of its jobs: the day and the files of settings are those of the head.
IS_HEAD = workflow.is_main_process
told = workflow.config_settings
SETTINGS_GIVEN = given_layers(told.config, told.configfiles) if IS_HEAD else {}
settings = load_settings(told.overwrite_config, SETTINGS_GIVEN) if IS_HEAD else exported_settings()

# What asks for the settings in a job finds the same ones in its environment, and the logging; secrets stay where they are.
os.environ["AYNE_SETTINGS"] = export_settings(settings)
os.environ |= {"LOG_LEVEL": settings.log_level, "LOG_JSON": str(settings.log_json).lower()}
os.environ.setdefault("MLFLOW_LOGGING_LEVEL", "WARNING")


include: "rules/common.smk"
include: "rules/collect.smk"
include: "rules/prices.smk"
include: "rules/imports.smk"
include: "rules/tables.smk"
include: "rules/quality.smk"
include: "rules/database.smk"
include: "rules/features.smk"
include: "rules/models.smk"
include: "rules/forecasts.smk"
include: "rules/horizons.smk"
include: "rules/explanations.smk"
include: "rules/tracking.smk"
include: "rules/drift.smk"
include: "rules/questions.smk"
include: "rules/report.smk"
include: "rules/exports.smk"
include: "rules/workflow.smk"
include: "rules/benchmarks.smk"


rule all:
    default_target: True
    input:
        "results/model/SHA256SUMS",
        "results/models/comparison.json",
        "results/report.html",
        "results/exports/ayne.xlsx",
        expand("results/models/{model}/payback.json", model=settings.models),
        "results/predictions/upcoming.csv",
        "results/explanations/importance.json",
        "results/registered.json",
        "results/drift.json",
        "results/rulegraph.svg",


# So that the console can name a setting that changed, and what can be asked for.
for rule in workflow.rules:
    PARAMETER_NAMES[rule.name] = {repr(value): name for name, value in rule.params.items()}
    TARGETS |= {rule.name, *map(str, rule.output)} if not rule.wildcard_names else set()


# What a killed run has left undone; then as each run starts and ends, which are the head's alone to say.
if IS_HEAD:
    remember_bucket(BUCKET)
if IS_HEAD and (unwritten := resume_manifest(Path())):
    logger.warning(unwritten)


onstart:
    if doubt := doubt_about_locks(Path()):
        logger.warning(f"{doubt}, {WHAT_THEN}")
    let_jobs_run(Path())
    stop_once()
    start_manifest(Path())


onerror:
    if unwritten := end_manifest(Path()):
        logger.warning(unwritten)


onsuccess:
    if unwritten := end_manifest(Path()):
        logger.warning(unwritten)
    if any(job.rule.name == "results/model" for job in workflow.dag.finished_jobs):
        logger.info(summarise(Path(), source=settings.catalogue.source, snapshot=settings.snapshot.isoformat()))
