from pathlib import Path

import pytest

from ayne.core.errors import DataError
from ayne.models.model_files import load_model, write_sums
from ayne.models.training import fit_model, write_model

NAMES = ["model.joblib", "preprocessing.cloudpickle", "intervals.json", "metrics.json"]


class Trap:
    """Unpickling it leaves a file."""

    def __reduce__(self):
        return (Path.touch, (Path("sprung"),))


@pytest.fixture
def folder(study, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_model(fit_model(study, "ridge", params={}, feature_set="pre_release"), tmp_path / "model")
    write_sums(tmp_path / "model", NAMES)
    return tmp_path / "model"


def spring_trap_in(path):
    import cloudpickle

    path.write_bytes(cloudpickle.dumps(Trap()))


@pytest.mark.parametrize("name", ["model.joblib", "preprocessing.cloudpickle"])
def test_a_changed_file_is_refused_before_it_is_unpickled(folder, name):
    spring_trap_in(folder / name)
    with pytest.raises(DataError, match=rf"{name} is not what SHA256SUMS says"):
        load_model(folder)
    assert not Path("sprung").exists()


def test_the_trap_works_where_the_sums_were_changed_with_it(folder):
    """Sums guard against accidents and a swapped file, not against whoever can write the folder."""
    spring_trap_in(folder / "preprocessing.cloudpickle")
    write_sums(folder, NAMES)
    load_model(folder)
    assert Path("sprung").exists()


def test_a_model_without_sums_is_not_loaded(folder):
    (folder / "SHA256SUMS").unlink()
    with pytest.raises(DataError, match="SHA256SUMS is missing"):
        load_model(folder)


def test_a_file_that_the_sums_do_not_list_is_not_loaded(folder):
    write_sums(folder, [name for name in NAMES if name != "model.joblib"])
    with pytest.raises(DataError, match=r"model\.joblib is missing or not listed"):
        load_model(folder)
