import subprocess

import polars as pl
import pytest

from ayne.artifacts.champion import Champion
from ayne.artifacts.features import Features
from ayne.artifacts.metrics import Metrics
from ayne.champion.card import model_card
from ayne.champion.choose import choose_champion
from ayne.champion.publish import publish_model
from ayne.models.model_files import load_model
from ayne.models.training import fit_model, write_model

FACTS = {"catalogue_source": "simulated", "snapshot": "2026-06-30"}
RIDGE = Champion(model="ridge", reason="x", walk_forward_rmse_log={"ridge": 1.0})
DICTIONARY = {
    "is_sequel": {"family": "franchise", "unit": "", "description": "Follows another movie"},
    "runtime_min": {"family": "content", "unit": "min", "description": "Runtime"},
}


@pytest.fixture(scope="module")
def published(study, tmp_path_factory):
    root = tmp_path_factory.mktemp("results")
    for name in ("log_budget_ols", "ridge"):
        write_model(fit_model(study, name, params={}, feature_set="pre_release"), root / "models" / name)
    champion = choose_champion(map(Metrics.read, sorted((root / "models").glob("*/metrics.json"))))
    publish(champion, root, study)
    return root


def publish(champion, root, study):
    options = {"features": study.features, "dictionary": DICTIONARY, "facts": FACTS}
    return publish_model(champion, root / "models", root / "model", **options)


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
    features = Features.read(published / "model" / "features.json").features
    assert [feature.name for feature in features] == [
        "log_budget_received_real",
        "runtime_min",
        "is_sequel",
        "genre",
    ]
    assert dict(features[1]) == {"name": "runtime_min", "kind": "number", **DICTIONARY["runtime_min"]}


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
    publish(RIDGE, published, study)
    assert not left_over.exists()
    assert (published / "model" / "model.joblib").stat().st_mtime_ns == before


def test_the_card_names_model_data_scores_and_terms(published):
    card = (published / "model" / "model_card.md").read_text()
    n_test = Metrics.read(published / "model" / "metrics.json").test.n
    assert card.startswith("# Model card: ridge\n")
    assert "Catalogue: simulated, as of 2026-06-30." in card
    assert f"Tested once on {n_test} movies released 2020-01-01 to 2021-12-31" in card
    assert "- **content** (1): `runtime_min`" in card
    assert "| baseline log_budget_ols |" in card
    assert "no record of any real service" in card
    assert "- Forecasts fail most at budgets " in card
    assert "- The 90 % interval holds least at budgets " in card
    assert "\nNot for:\n" in card


def test_a_card_on_real_movies_states_the_terms(published):
    metrics = Metrics.read(published / "model" / "metrics.json")
    card = model_card(metrics, RIDGE, [], {"catalogue_source": "archive", "snapshot": "2024-01-16"})
    assert "forbid machine learning" in card
    assert "is not endorsed, certified, or otherwise approved by TMDB" in card
