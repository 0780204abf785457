"""Where `ayne ui` finds the scores, and when it does not start. A browser opens it in tests/workflow/test_pages.py."""

import socket
import sqlite3
from contextlib import closing

import pytest

from ayne.core.errors import DataError
from ayne.tracking.web_ui import running, scores_page


def write_store(path, *tags):
    with closing(sqlite3.connect(path)) as session:
        session.execute("CREATE TABLE experiment_tags (experiment_id INTEGER, key TEXT)")
        session.executemany("INSERT INTO experiment_tags VALUES (?, ?)", tags)
        session.commit()


def test_the_page_is_the_view_of_all_models_in_the_study_s_experiment(tmp_path):
    write_store(tmp_path / "mlflow.db", (0, "mlflow.note.content"), (7, "mlflow.sharedViewState.models"))
    address = "http://127.0.0.1:5001/#/experiments/7/runs?viewStateShareKey=models"
    assert scores_page(tmp_path, 5001) == address


def test_a_folder_without_fits_is_told_and_left_alone(tmp_path):
    with pytest.raises(DataError, match=r"mlflow.db does not exist: no model has been fitted there"):
        scores_page(tmp_path, 5000)
    assert list(tmp_path.iterdir()) == []
    write_store(tmp_path / "mlflow.db", (0, "mlflow.note.content"))
    with pytest.raises(DataError, match="has no experiment of this project"):
        scores_page(tmp_path, 5000)


def test_a_port_in_use_is_told_before_anything_starts(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(DataError, match=rf"port {port} is in use; `ayne ui --port {port + 1}`"),
            running(tmp_path, port),
        ):
            pass
