import pytest

from ayne.champion.name import champion_name
from ayne.core.errors import DataError
from ayne.core.files import write_json


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", r"champion\.json: it is no JSON \(Expecting value"),
        (b"\xff", "it is no JSON"),
        ("[]", r"model: None is none of ridge, xgboost; right would be the name of a model"),
        ('{"model": "magic"}', "model: 'magic' is none of ridge, xgboost"),
        ('{"model": ["ridge"]}', r"model: \['ridge'\] is none of"),
    ],
)
def test_a_champion_that_is_no_model_is_named_with_what_mends_it(tmp_path, content, message):
    path = tmp_path / "champion.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DataError, match=rf"{message}.*Build it again: .*champion\.json --force"):
        champion_name(path, {"ridge": None, "xgboost": None})
    write_json(path, {"model": "xgboost"})
    assert champion_name(path, {"ridge": None, "xgboost": None}) == "xgboost"
