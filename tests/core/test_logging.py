import json
import logging
import re

import pytest

from ayne.core.logging import configure_logging, get_logger


@pytest.fixture(autouse=True)
def restore():
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    root.handlers.clear()
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = before
    root.setLevel(level)


def test_text_line(capsys):
    configure_logging(level="DEBUG", use_json=False)
    get_logger("tmdb_client").info("Fetching movie %d", 12345)
    line = capsys.readouterr().err
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \| INFO     \| tmdb_client \| Fetching movie 12345\n", line)


def test_json_line_carries_extra_fields(capsys):
    configure_logging(level="INFO", use_json=True)
    get_logger("tmdb_client").info("Fetching movie %d", 5, extra={"movie": 5})
    get_logger("tmdb_client").debug("not shown")
    entry = json.loads(capsys.readouterr().err)
    assert entry.pop("timestamp").endswith("+00:00")
    assert entry == {"level": "INFO", "logger": "tmdb_client", "message": "Fetching movie 5", "movie": 5}


def test_json_line_carries_the_traceback(capsys):
    configure_logging(use_json=True)
    try:
        _ = 1 / 0
    except ZeroDivisionError:
        get_logger("job").exception("failed")
    assert "ZeroDivisionError" in json.loads(capsys.readouterr().err)["exception"]


def test_a_file_gets_the_same_lines_and_the_next_run_replaces_them(tmp_path, capsys):
    for word in ("first", "second"):
        configure_logging(file=tmp_path / "logs" / "job.log")
        get_logger("job").info(word)
    assert (tmp_path / "logs" / "job.log").read_text().endswith("| job | second\n")
    assert "first" not in (tmp_path / "logs" / "job.log").read_text()
    assert "second" in capsys.readouterr().err


def test_http_libraries_do_not_print_urls(capsys):
    configure_logging(level="DEBUG")
    logging.getLogger("httpx").info("HTTP Request: GET https://www.omdbapi.com/?apikey=secret")
    assert capsys.readouterr().err == ""
