"""Which results `ayne status` says are there."""

import os
from pathlib import Path

from ayne.cli.status_command import results_lines
from ayne.core.files import write_json
from ayne.provenance.built import what_is_built


def test_nothing_is_built():
    lines = results_lines(what_is_built(["ridge"], directory=Path("/nowhere")))
    assert lines[:3] == [
        "models: none compared yet; not yet: ridge",
        "results/model: not built yet",
        "results/report.html: not built yet",
    ]


def test_models_are_named_with_their_scores_the_best_first_and_an_old_report_is_said_to_be_one(tmp_path):
    scores = {"ridge": 1.2345, "blend": 1.1}
    write_json(
        tmp_path / "results/champion.json", {"model": "blend", "reason": "lowest", "walk_forward_rmse_log": scores}
    )
    for name in ("report.html", "model/SHA256SUMS"):
        (tmp_path / "results" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "results" / name).touch()
    models = ["ridge", "blend", "xgboost"]
    assert results_lines(what_is_built(models, tmp_path))[:3] == [
        "models: 2 compared by walk-forward rmse_log: blend 1.100, ridge 1.234; not yet: xgboost",
        "results/model: blend",
        "results/report.html: there",
    ]
    os.utime(tmp_path / "results/report.html", (1, 1))
    assert what_is_built(models, tmp_path).is_report_old
