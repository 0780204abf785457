import errno
import logging

import pytest

from ayne.core.job import _log_exception, is_interrupt, log_failure


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device", "data/tables/movies.parquet"),
        OSError(errno.EFBIG, "File too large"),
        RuntimeError('IO Error: Could not write file ".movies.duckdb.1.tmp": No space left on device'),
    ],
)
def test_a_full_disk_is_a_message_and_no_traceback(caplog, error):
    _log_exception(type(error), error, None)
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("the disk is full: ")
    assert record.exc_info is None


def test_any_other_error_is_ours(caplog):
    error = OSError(errno.EACCES, "Permission denied")
    _log_exception(type(error), error, None)
    assert "this is a bug in AYNE" in caplog.text


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")])
def test_ctrl_c_while_duckdb_works_is_no_bug(error, caplog):
    with caplog.at_level("INFO"):
        log_failure(error)
    assert caplog.messages == ["interrupted; run the same command again to go on"]


def test_another_runtime_error_is_one():
    assert not is_interrupt(RuntimeError("dictionary changed size"))
