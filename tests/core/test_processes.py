import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ayne.core.errors import AyneError, DataError
from ayne.core.processes import in_processes, usable
from fixtures.processes import is_running


def double(number):
    """Return twice a number, and which process did it; there is no twice of 13, and 14 kills."""
    if number == 13:
        raise DataError("no twice of 13")
    if number == 14:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number, os.getpid()


@pytest.fixture(autouse=True)
def found(monkeypatch):
    # Where the processes find this module, if they start anew.
    monkeypatch.syspath_prepend(Path(__file__).parents[2])


def test_each_share_has_a_process_and_results_are_in_their_order():
    results = in_processes(double, [3, 1, 2])
    assert [twice for twice, _ in results] == [6, 2, 4]
    assert len({process for _, process in results} - {os.getpid()}) == 3


def test_an_error_in_one_process_ends_all_and_so_does_a_killed_one():
    with pytest.raises(DataError, match="no twice of 13"):
        in_processes(double, [1, 13])
    with pytest.raises(AyneError, match="a process was killed, perhaps because memory ran out"):
        in_processes(double, [14])


def test_no_more_cores_are_used_than_there_are(monkeypatch):
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 5}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert (usable(8), usable(1)) == (2, 1)


def test_a_process_ends_when_its_job_is_killed(tmp_path):
    code = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from ayne.core.processes import in_processes\n"
        "def tell(number):\n"
        "    Path(f'{number}.pid').write_text(str(os.getpid()))\n"
        "    time.sleep(600)\n"
        "if __name__ == '__main__':\n"
        "    in_processes(tell, [1, 2])\n"
    )
    (tmp_path / "job.py").write_text(code)
    job = subprocess.Popen([sys.executable, "job.py"], cwd=tmp_path)
    while len(pids := [int(text) for path in tmp_path.glob("*.pid") if (text := path.read_text())]) < 2:
        time.sleep(0.05)
    job.kill()
    job.wait()
    for _ in range(1200):
        if not any(map(is_running, pids)):
            break
        time.sleep(0.05)
    assert [pid for pid in pids if is_running(pid)] == []
