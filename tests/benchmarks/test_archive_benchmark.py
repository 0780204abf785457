import json

from ayne.benchmarks.archive_benchmark import champion_of, costs_of_archive
from ayne.benchmarks.pipeline_benchmark import Checkout


def test_the_model_s_cost_has_that_of_the_database_in_it(tmp_path):
    said, fake = tmp_path / "said", tmp_path / "python"
    fake.write_text(f"#!/bin/sh\necho \"$@\" >> {said}\necho '[1/1] fit_model  1.0 s'\n")
    fake.chmod(0o755)
    costs = dict(costs_of_archive(Checkout(tmp_path, fake), tmp_path / "study", tmp_path / "recorded", 2))
    assert {target: cost.jobs for target, cost in costs.items()} == {"data/movies.duckdb": 1, "results/model": 2}
    assert costs["results/model"].wall_s > costs["data/movies.duckdb"].wall_s > 0
    database, model = said.read_text().splitlines()
    assert database.endswith("-- data/movies.duckdb")
    assert model.endswith("-- results/model")
    assert f"catalogue={{archive: {tmp_path / 'recorded'}, source: archive, first_year: 1900," in model


def test_a_champion_stands_there_with_both_of_its_errors(tmp_path):
    metrics = {
        "model": "blend",
        "walk_forward": {"overall": {"rmse_log": 1.58, "n": 2}, "folds": []},
        "test": {"rmse_log": 1.73, "n": 1},
    }
    (tmp_path / "results/model").mkdir(parents=True)
    (tmp_path / "results/model/metrics.json").write_text(json.dumps(metrics))
    assert champion_of(tmp_path) == {"model": "blend", "walk_forward_rmse_log": 1.58, "test_rmse_log": 1.73}
