import subprocess

import polars as pl
import pytest

from ayne.champion.choose import choose_champion
from ayne.champion.name import champion_name
from ayne.champion.publish import publish_model
from ayne.core.errors import DataError
from ayne.core.files import read_json, write_json
from ayne.models.model_files import load_model
from ayne.models.training import fit_model, write_model

FACTS = {"catalogue_source": "simulated", "snapshot": "2026-06-30"}
DICTIONARY = {
    "is_sequel": {"family": "franchise", "unit": "", "description": "Follows another movie"},
    "runtime_min": {"family": "content", "unit": "min", "description": "Runtime"},
}


def metrics_files(tmp_path, **walk_forward_and_test):
    paths = []
    for name, (past, test) in walk_forward_and_test.items():
        content = {"model": name, "walk_forward": {"overall": {"rmse_log": past}}, "test": {"rmse_log": test}}
        paths.append(tmp_path / f"{name}.json")
        write_json(paths[-1], content)
    return paths


@pytest.fixture(scope="module")
def published(study, tmp_path_factory):
    root = tmp_path_factory.mktemp("results")
    for name in ("log_budget_ols", "ridge"):
        write_model(fit_model(study, name, params={}, feature_set="pre_release"), root / "models" / name)
    champion = choose_champion(sorted((root / "models").glob("*/metrics.json")))
    publish(champion, root, study)
    return root


def publish(champion, root, study):
    options = {"features": study.features, "dictionary": DICTIONARY, "facts": FACTS}
    return publish_model(champion, root / "models", root / "model", **options)


def test_the_years_before_the_test_choose_and_the_test_does_not(tmp_path):
    champion = choose_champion(metrics_files(tmp_path, ridge=(1.7, 1.9), xgboost=(1.6, 2.0)))
    assert champion["model"] == "xgboost"
    assert champion["walk_forward_rmse_log"] == {"ridge": 1.7, "xgboost": 1.6}


def test_the_reason_has_three_decimals(tmp_path):
    champion = choose_champion(metrics_files(tmp_path, ridge=(1.701234, 1.9), xgboost=(1.6, 2.0)))
    assert champion["reason"] == "lowest walk-forward rmse_log (1.600) of 2 models"


def test_a_baseline_is_no_champion_beside_a_model(tmp_path):
    files = metrics_files(tmp_path, ridge=(1.7, 1.9), log_budget_ols=(1.5, 1.5))
    assert choose_champion(files)["model"] == "ridge"


def test_of_baselines_alone_the_better_one_is_chosen(tmp_path):
    files = metrics_files(tmp_path, median_multiple=(1.7, 1.9), log_budget_ols=(1.5, 2.5))
    assert choose_champion(files)["model"] == "log_budget_ols"


def test_of_equals_the_first_by_name_is_chosen(tmp_path):
    assert choose_champion(metrics_files(tmp_path, xgboost=(1.5, 1), ridge=(1.5, 2)))["model"] == "ridge"


def test_no_model_at_all_is_an_error():
    with pytest.raises(DataError, match="no model to choose from"):
        choose_champion([])


def test_the_published_sums_are_right_and_cover_every_file(published):
    folder = published / "model"
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert sorted(line.split(":")[0] for line in checked.stdout.splitlines()) == [
        "features.json", "intervals.json", "metrics.json", "model.joblib", "model_card.md", "preprocessing.cloudpickle",
    ]  # fmt: skip


def test_features_are_listed_in_their_order_with_what_the_dictionary_says(published):
    features = read_json(published / "model" / "features.json")["features"]
    assert [feature["name"] for feature in features] == [
        "log_budget_received_real",
        "runtime_min",
        "is_sequel",
        "genre",
    ]
    assert features[1] == {"name": "runtime_min", "kind": "number", **DICTIONARY["runtime_min"]}


def test_the_card_names_model_data_scores_and_terms(published):
    card = (published / "model" / "model_card.md").read_text()
    n_test = read_json(published / "model" / "metrics.json")["test"]["n"]
    assert card.startswith("# Model card: ridge\n")
    assert "Catalogue: simulated, as of 2026-06-30." in card
    assert f"Tested once on {n_test} movies released 2020-01-01 to 2021-12-31" in card
    assert "- **content** (1): `runtime_min`" in card
    assert "| baseline log_budget_ols |" in card
    assert "no record of any real service" in card
    assert "- It errs most at budgets " in card
    assert "- Its 90 % interval holds least at budgets " in card
    assert "\nNot for:\n" in card


def test_a_card_on_real_movies_states_the_terms(published):
    from ayne.champion.card import model_card

    metrics = read_json(published / "model" / "metrics.json")
    card = model_card(metrics, {"reason": "x"}, [], {"catalogue_source": "archive", "snapshot": "2024-01-16"})
    assert "forbid machine learning" in card
    assert "is not endorsed, certified, or otherwise approved by TMDB" in card


def test_the_published_model_forecasts_what_the_test_was_forecast(published, study):
    model = load_model(published / "model")
    rows = study.final.score[:3]
    target = study.target[rows]
    budget, deflator = target["budget_received_usd"], target["deflator"]
    forecast = model.forecast(study.features[rows], budget_usd=budget, deflator=deflator)
    known = pl.read_parquet(published / "models" / "ridge" / "predictions.parquet")
    expected = target.select("tmdb_id").join(known, on="tmdb_id", maintain_order="left")
    assert forecast["predicted_usd"].to_list() == pytest.approx(expected["predicted_usd"].to_list())
    assert forecast["upper_90"].to_list() == pytest.approx(expected["upper_90"].to_list())


def test_the_file_of_an_earlier_champion_goes_and_the_same_again_keeps_its_time(published, study):
    left_over = published / "model" / "model.ubj"
    left_over.write_bytes(b"old")
    before = (published / "model" / "model.joblib").stat().st_mtime_ns
    publish({"model": "ridge", "reason": "x"}, published, study)
    assert not left_over.exists()
    assert (published / "model" / "model.joblib").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", r"champion\.json: it is no JSON \(Expecting value"),
        (b"\xff", "it is no JSON"),
        ("[]", r"model: None is none of ridge, xgboost; right would be the name of a model"),
        ('{"model": "magic"}', "model: 'magic' is none of ridge, xgboost"),
        ('{"model": ["ridge"]}', r"model: \['ridge'\] is none of"),
    ],
)
def test_a_champion_that_is_no_model_is_named_with_what_mends_it(tmp_path, content, said):
    path = tmp_path / "champion.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError, match=rf"{said}.*Build it again: .*champion\.json --force"):
        champion_name(path, {"ridge": None, "xgboost": None})
    write_json(path, {"model": "xgboost"})
    assert champion_name(path, {"ridge": None, "xgboost": None}) == "xgboost"
