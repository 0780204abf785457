import socket
import sqlite3

import pytest

from ayne.core.errors import DataError
from ayne.tracking.store import experiment
from ayne.tracking.web_ui import running


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


@pytest.mark.slow
def test_the_pages_of_a_store_of_another_version_say_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/mlflow.db")
    with experiment():
        pass
    monkeypatch.delenv("MLFLOW_TRACKING_URI")
    with sqlite3.connect("mlflow.db") as store:
        store.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'")
    store.close()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    expected = "written by another version of MLflow than"
    with pytest.raises(DataError, match=expected), running(tmp_path, port):
        pass
