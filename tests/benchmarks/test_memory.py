import subprocess
import sys

import pytest

from ayne.benchmarks.memory import STATUS, Watched, peak_bytes

CHILD = "from ayne.benchmarks.memory import peak_bytes; print(peak_bytes())"


def test_the_peak_grows_with_what_was_held():
    before = peak_bytes()
    held = b"x" * (before + 50_000_000)
    del held
    assert peak_bytes() > before + 40_000_000


@pytest.mark.skipif(not STATUS.exists(), reason="only /proc knows a process without the one that started it")
def test_the_peak_of_the_process_that_starts_another_is_not_its_own():
    held = b"x" * 300_000_000
    done = subprocess.run([sys.executable, "-c", CHILD], capture_output=True, text=True, check=True)
    del held
    assert int(done.stdout) < 150_000_000


# One write a process: what `print` writes unbuffered is two, and another process's line may come between them.
HOLD = "held = b'x' * 100_000_000; os.write(1, b'held\\n'); os.read(0, 1)"


def test_what_processes_hold_is_summed_with_what_they_share_once():
    command = [sys.executable, "-c", f"import os; os.fork(); {HOLD}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        assert [started.stdout.readline() for _ in range(2)] == [b"held\n"] * 2
        watched = Watched()
        watched.see()
        started.stdin.close()
    assert 200e6 < watched.all_bytes < 2 * watched.largest_bytes
    assert 100e6 < watched.largest_bytes < 150e6
