import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ayne.core.block import build_parts
from ayne.core.errors import DataError
from ayne.core.logging import get_logger
from ayne.core.part import Part

NAMES = ("a", "b", "c", "d")


def part(name, *reads):
    return Part(name, Path(f"logs/{name}.log"), (Path(f"out/{name}"),), (Path(f"in/{name}"), *map(Path, reads)))


def build(given):
    """Write what is read, in upper case, and by which process.

    "bad" is unreadable, "killer" kills, "meet" waits for another process, and "held" until the file `goes_on` is there.
    """
    text = "".join(path.read_text() for path in given.inputs)
    if text == "bad":
        raise DataError(f"in/{given.name}: no text")
    if text == "killer":
        os.kill(os.getpid(), signal.SIGKILL)
    if text == "meet":
        wait_for_another_process(Path("met"))
    if text == "held":
        Path(f"held.{os.getpid()}").touch()
        wait_until(Path("goes_on").exists)
    get_logger("test").info("building %s", given.name)
    given.outputs[0].parent.mkdir(exist_ok=True)
    given.outputs[0].write_text(text.upper())
    with Path("built.txt").open("a") as built:
        built.write(f"{given.name} {os.getpid()}\n")


def wait_until(is_so):
    """Return once it is so, or after a minute."""
    last = time.monotonic() + 60
    while not is_so() and time.monotonic() < last:
        time.sleep(0.01)


def wait_for_another_process(folder):
    """Return once two processes have been here: on a busy machine one could be through before the other begins."""
    folder.mkdir(exist_ok=True)
    (folder / str(os.getpid())).touch()
    wait_until(lambda: len(list(folder.iterdir())) > 1)


def run(processes=1, in_order=()):
    parts = [part(name) for name in NAMES]
    build_parts("r", Path("logs/r.log"), build, at_once=parts, in_order=in_order, processes=processes)


def built():
    """What was built since the last time one asked, with its processes."""
    file = Path("built.txt")
    lines = [line.split() for line in file.read_text().splitlines()] if file.exists() else []
    file.unlink(missing_ok=True)
    return [name for name, _ in lines], {process for _, process in lines}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    # Where the processes of a block find this module.
    monkeypatch.syspath_prepend(Path(__file__).parents[2])
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    for name in NAMES:
        Path(f"in/{name}").write_text(f"text of {name}")


@pytest.mark.parametrize("processes", [1, 2])
def test_only_what_has_changed_is_built_again(processes):
    run(processes)
    assert sorted(built()[0]) == ["a", "b", "c", "d"]
    for name in NAMES:
        Path(f"out/{name}").unlink()
    Path("in/c").write_text("other text")
    run(processes)
    assert built()[0] == ["c"]
    assert [Path(f"out/{name}").read_text() for name in "abc"] == ["TEXT OF A", "TEXT OF B", "OTHER TEXT"]


def test_several_processes_share_the_parts_no_more_than_there_are_cores(monkeypatch):
    monkeypatch.setattr("ayne.core.block.usable", lambda cores: min(cores, 2))
    for name in NAMES:
        Path(f"in/{name}").write_text("meet")
    run(processes=8)
    names, processes = built()
    assert sorted(names) == ["a", "b", "c", "d"]
    assert len(processes) == 2
    assert str(os.getpid()) not in processes


def test_what_reads_another_part_is_built_after_it_and_stops_where_the_content_is_as_before():
    joined = (Part("j", Path("logs/j.log"), (Path("out/j"),), (Path("out/a"), Path("out/b"))),)
    run(processes=2, in_order=joined)
    assert built()[0][-1] == "j"
    Path("in/a").write_text("TEXT OF a")
    run(in_order=joined)
    assert built()[0] == ["a"]


def test_what_is_built_last_is_built_where_nothing_else_was():
    run(processes=1, in_order=(Part("j", Path("logs/j.log"), (Path("out/j"),), (Path("out/a"),)),))
    names, processes = built()
    assert names == ["a", "b", "c", "d", "j"]
    assert len(processes) == 2


def test_each_part_has_a_log_and_the_block_says_why_it_built_what():
    run(processes=2)
    assert "building c" in Path("logs/c.log").read_text()
    Path("in/b").write_text("other")
    run()
    log = Path("logs/r.log").read_text()
    assert "b: changed: in/b" in log
    assert "1 of 4 built" in log


@pytest.mark.parametrize("processes", [1, 2])
def test_a_failure_ends_the_block_and_what_is_done_stays_done(processes, capsys):
    Path("in/c").write_text("bad")
    with pytest.raises(SystemExit) as stopped:
        run(processes)
    assert stopped.value.code == 1
    done, _ = built()
    assert set(done) >= {"a", "b"}
    Path("in/c").write_text("good")
    run(processes)
    assert set(built()[0]) == {"c", "d"} - set(done) | {"c"}
    assert "in/c: no text" not in Path("logs/c.log").read_text()


def test_a_failure_is_said_with_the_log_of_its_part():
    Path("in/c").write_text("bad")
    with pytest.raises(SystemExit):
        run()
    message = Path("logs/c.log").read_text()
    assert "in/c: no text" in message
    assert "c could not be built; its log: logs/c.log" in message
    assert "Traceback" not in message


def test_a_killed_process_ends_the_block():
    Path("in/b").write_text("killer")
    with pytest.raises(SystemExit):
        run(processes=2)
    assert "a process was killed, perhaps because memory ran out" in Path("logs/r.log").read_text()
    Path("in/b").write_text("text of b")
    done = set(built()[0])
    run(processes=2)
    assert set(built()[0]) == set(NAMES) - done


def test_what_takes_long_to_import_is_imported_once_for_all_processes(tmp_path):
    Path("slow_library.py").write_text("open('imports.txt', 'a').write('once ')\n")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_block import *\n"
        "def build_with_library(given):\n"
        "    import slow_library\n"
        "    build(given)\n"
        "if __name__ == '__main__':\n"
        "    parts = [part(name) for name in NAMES]\n"
        "    options = {'at_once': parts, 'processes': 2, 'imports': ['slow_library']}\n"
        "    build_parts('r', Path('logs/r.log'), build_with_library, **options)\n"
    )
    (tmp_path / "job.py").write_text(code)
    for name in NAMES:
        Path(f"in/{name}").write_text("meet")
    subprocess.run([sys.executable, "job.py", str(Path(__file__).parent)], check=True)
    assert len(built()[1]) == 2
    assert Path("imports.txt").read_text() == "once "


def test_a_process_whose_job_was_killed_ends_after_its_part(tmp_path):
    for number in range(9):
        Path(f"in/{number}").write_text("held")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_block import *\n"
        "if __name__ == '__main__':\n"
        "    parts = [part(str(number)) for number in range(9)]\n"
        "    build_parts('r', Path('logs/r.log'), build, at_once=parts, processes=2)\n"
    )
    (tmp_path / "job.py").write_text(code)
    job = subprocess.Popen([sys.executable, "job.py", str(Path(__file__).parent)])
    wait_until(lambda: len(list(Path().glob("held.*"))) == 2)
    job.kill()
    job.wait()
    Path("goes_on").touch()
    from fixtures.processes import is_running  # not at the top, as the job imports this module

    processes = [int(path.suffix[1:]) for path in Path().glob("held.*")]
    wait_until(lambda: not any(map(is_running, processes)))
    assert len(built()[0]) == len(processes) == 2
    assert not any(map(is_running, processes))
