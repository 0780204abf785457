import sqlite3

import pytest

from ayne.core.errors import DataError
from ayne.tracking.store import experiment


def test_a_store_of_another_version_is_named_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    # In full, as other tests have opened one of the same name in other folders
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/mlflow.db")
    with experiment():
        pass
    store = sqlite3.connect("mlflow.db")
    store.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'")
    store.commit()
    store.close()
    # Under another name, as MLflow keeps what it has opened once
    (tmp_path / "mlflow.db").rename(tmp_path / "moved.db")
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/moved.db")
    expected = r"moved\.db: written by another version of MLflow than 3\.\d+.*db upgrade"
    with pytest.raises(DataError, match=expected), experiment():
        pass


def test_any_other_error_stays_what_it_is(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError, match="mine"), experiment():
        raise ValueError("mine")
