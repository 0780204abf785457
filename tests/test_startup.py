"""What each script of the workflow loads before its first line: a job pays for it whether it uses it or not."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"
# Each takes a twentieth of a second or more, the last ones one to four.
HEAVY = (
    *("duckdb", "httpx", "lightgbm", "numpy", "optuna", "pandas", "polars", "pyarrow", "scipy", "xgboost"),
    *("catboost", "matplotlib", "mlflow", "shap", "sklearn"),
)
# The scripts of many parts load nothing before they know that a part is stale.
LOADS = {
    (): [
        *(
            "benchmark_archive",
            "benchmark_pipeline",
            "benchmark_size",
            "benchmark_staleness",
            "build_family",
            "build_prices",
            "build_quality_page",
        ),
        *(
            "build_settings_schema",
            "build_table",
            "build_tables_doc",
            "collect_source",
            "collect_tmdb",
            "draw_workflow",
        ),
        *("collect_wikidata", "fit_horizons", "fit_model", "parse_raw", "parse_wikidata"),
    ],
    ("httpx",): ["benchmark_collect", "collect_prices", "collect_wikidata_names"],
    ("duckdb",): ["build_database", "build_rejected", "check_quality", "import_table", "parse_no_records"],
    ("numpy",): ["build_world"],
    ("polars",): ["build_feature_page", "build_features", "parse_no_wikidata", "split_archive"],
    ("duckdb", "numpy"): ["benchmark_tables"],
    ("duckdb", "polars"): [
        *("benchmark_storage", "build_amounts", "build_target", "build_workbook", "export_table", "measure_decline"),
    ],
    ("numpy", "polars"): [
        *("benchmark_cluster", "benchmark_serialization", "choose_champion", "compare_models", "forecast_by_horizon"),
        *("measure_drift", "publish_model", "refit_champion", "score_payback", "score_slates", "try_parameters"),
    ],
    ("duckdb", "numpy", "polars"): [
        *("benchmark_features", "benchmark_serve", "compare_forecasts", "explain_champion", "forecast_upcoming"),
        "score_horizons",
    ],
    ("matplotlib", "numpy"): ["build_report"],
    ("matplotlib", "numpy", "polars"): ["log_runs", "register_champion"],
    ("duckdb", "matplotlib", "numpy", "polars"): ["answer_question", "build_figures"],
}


@pytest.mark.slow
@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.py")), ids=lambda path: path.stem)
def test_a_script_loads_what_it_uses_and_no_more(script):
    code = f"import runpy, sys; runpy.run_path({str(script)!r}); print(*sorted({set(HEAVY)} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    [expected] = [heavy for heavy, scripts in LOADS.items() if script.stem in scripts]
    assert tuple(done.stdout.split()) == expected


def test_the_command_line_loads_nothing_heavy_before_a_command_asks_for_it():
    code = f"import ayne.cli, sys; print(*sorted({{*{HEAVY}, 'pydantic_settings', 'snakemake'}} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
