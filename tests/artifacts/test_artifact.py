import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ayne.artifacts.artifact import write_optional
from ayne.artifacts.comparison import Comparison, Difference
from ayne.artifacts.counts import Counts, SourceCounts
from ayne.artifacts.intervals import Calibration
from ayne.artifacts.metrics import BandScores, Metrics
from ayne.artifacts.payback import PaybackScores
from ayne.core.errors import DataError
from ayne.core.files import read_json, write_json
from fixtures.artifacts import SCORES, band, drift, metrics, payback

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
COUNT = {"records": 3, "kept": 2, "movies": 2, "duplicates": 0, "rejected_records": {"gone": 1}, "rejected_fields": {}}


@pytest.mark.parametrize("artifact", [metrics("ridge", by_budget_band=[band()]), payback(), drift()])
def test_what_is_read_is_written_again_to_the_byte(artifact, tmp_path):
    for name in ("first", "second"):
        artifact.write(tmp_path / name)
        artifact = type(artifact).read(tmp_path / name)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()


@given(FLOATS, st.dictionaries(st.text(), st.none() | st.integers() | FLOATS | st.lists(FLOATS)))
def test_every_number_and_parameter_survives_its_file(tmp_path_factory, number, params):
    path = tmp_path_factory.getbasetemp() / "metrics.json"
    written = metrics("ridge", params=params, by_budget_band=[band(from_usd=number, to_usd=None)])
    written.write(path)
    assert Metrics.read(path) == written
    assert read_json(path)["params"] == params


def test_scores_have_six_decimals_and_a_whole_number_of_dollars_stays_one():
    scores = BandScores(**band(mdape=1 / 3, from_usd=0, to_usd=3e6))
    assert scores.mdape == 0.333333
    assert '"from_usd":0,"to_usd":3000000.0' in scores.model_dump_json()


def test_a_key_that_python_reserves_has_its_own_name_in_the_file(tmp_path):
    metrics("ridge").write(tmp_path / "metrics.json")
    test = read_json(tmp_path / "metrics.json")["test"]
    assert (test["from"], test["to"]) == ("2022-01-01", "2022-12-31")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", r"comparison\.json: the file: Invalid JSON"),
        ("[]", r"comparison\.json: the file: Input should be an object"),
        ('{"draws": 1, "seed": 1, "test": [], "walk_forward": [], "score": 7}', "score: Input .* valid string, not 7"),
        ('{"draws": 1, "seed": 1, "test": [], "walk_forward": [], "more": 7}', "more: Extra inputs .*, not 7"),
        ('{"draws": 1, "seed": 1, "test": []}', "walk_forward: Field required"),
        (
            '{"draws": 1, "seed": 1, "test": [{"model": "a"}], "walk_forward": []}',
            "test.0.difference: Field required",
        ),
    ],
)
def test_a_damaged_file_is_named_with_the_key_the_value_and_what_mends_it(tmp_path, content, message):
    path = tmp_path / "comparison.json"
    path.write_text(content)
    with pytest.raises(DataError, match=rf"{message}.*Build it again: .*comparison\.json --force"):
        Comparison.read(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DataError, match=r"payback\.json is missing\. Build it again"):
        PaybackScores.read(tmp_path / "payback.json")


def test_an_artifact_does_not_change_and_refuses_what_is_no_number():
    difference = Difference(difference=0.1, lower_95=0.0, upper_95=0.2, prob_better=0.3)
    with pytest.raises(ValidationError, match="frozen"):
        difference.difference = 0.2
    with pytest.raises(ValidationError, match="finite"):
        Difference(difference=float("nan"), lower_95=0.0, upper_95=0.2, prob_better=0.3)


def test_a_file_by_names_has_an_entry_a_name(tmp_path):
    write_json(tmp_path / "counts.json", {"tmdb": COUNT})
    counts = Counts.read(tmp_path / "counts.json")
    assert counts.root == {"tmdb": SourceCounts(**COUNT)}
    assert counts.root["tmdb"].rejected == 1
    counts.write(tmp_path / "again.json")
    assert json.loads((tmp_path / "again.json").read_text()) == {"tmdb": COUNT}


def test_an_optional_artifact_that_is_none_is_an_empty_object(tmp_path):
    path = tmp_path / "intervals.json"
    write_optional(None, path)
    assert path.read_text() == "{}\n"
    assert Calibration.parse_optional(path.read_bytes(), path) is None


def test_bands_of_too_few_movies_are_left_out():
    scores = metrics("ridge", by_budget_band=[band("under 3M", n=4), SCORES | band("3M to 10M", n=5)])
    assert [known.band for known in scores.bands(5)] == ["3M to 10M"]
