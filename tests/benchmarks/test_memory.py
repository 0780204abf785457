import subprocess
import sys

import pytest

from ayne.benchmarks.memory import STATUS

CHILD = "from ayne.benchmarks.memory import peak_bytes; print(peak_bytes())"
GROWING = """
from ayne.benchmarks.memory import peak_bytes
before = peak_bytes()
held = b"x" * (before + 50_000_000)
del held
print(peak_bytes() - before)
"""
# In a process of its own, which has no other children: a test before may have left one.
WATCHING = """
import subprocess, sys
from ayne.benchmarks.memory import Watched
with subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
    assert [started.stdout.readline() for _ in range(2)] == [b"held\\n"] * 2
    watched = Watched()
    watched.see()
    started.stdin.close()
print(watched.all_bytes, watched.largest_bytes)
"""


def said_by(code, *arguments):
    done = subprocess.run([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True, check=True)
    return [int(word) for word in done.stdout.split()]


def test_the_peak_grows_with_what_was_held():
    assert said_by(GROWING)[0] > 40_000_000


@pytest.mark.skipif(not STATUS.exists(), reason="only /proc knows a process without the one that started it")
def test_the_peak_of_the_process_that_starts_another_is_not_its_own():
    held = b"x" * 300_000_000
    [peak] = said_by(CHILD)
    del held
    assert peak < 150_000_000


# One write a process: what `print` writes unbuffered is two, and another process's line may come between them.
HOLD = "held = b'x' * 100_000_000; os.write(1, b'held\\n'); os.read(0, 1)"


def test_what_processes_hold_is_summed_with_what_they_share_once():
    all_bytes, largest_bytes = said_by(WATCHING, f"import os; os.fork(); {HOLD}")
    assert 200e6 < all_bytes < 2 * largest_bytes
    assert 100e6 < largest_bytes < 150e6
