"""The journal: what survives, what is served again, and what the raw file gets."""

import errno
import os
import threading
from pathlib import Path

import orjson
import pytest

from ayne.collection.journal import Journal, record
from ayne.core.errors import CollectError
from ayne.http_client.response import ApiResponse

DUNE = "https://www.omdbapi.com/?i=tt1160419&plot=short&r=json"
HEAT = "https://www.omdbapi.com/?i=tt0113277&plot=short&r=json"
WHEN = "2026-06-30T00:00:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal" / "omdb" / "titles" / "2021.jsonl"


def open_journal(path: Path, origin: str = "live", as_of: str = "2026-06-30") -> Journal:
    return Journal(path, origin, as_of)


def add_dune(path: Path, content: bytes = b'{"Title":"Dune"}', **changes) -> None:
    with open_journal(path, **changes) as journal:
        journal.add("tt1160419", WHEN, ApiResponse(DUNE, 200, content))


def test_where_locks_count_on_one_machine_only_another_machine_is_told_who_writes(path: Path, monkeypatch) -> None:
    """The folder is said to be NFS of version 3."""
    mounts = path.parents[4] / "mountinfo"
    mounts.write_text(f"36 22 0:52 / {path.parents[4].resolve()} rw - nfs server:/export rw,vers=3\n")
    monkeypatch.setattr("ayne.core.file_system.MOUNTS", mounts)
    marker = path.with_name("2021.jsonl.lock")
    with open_journal(path):
        assert marker.read_text().split()[0] == str(os.getpid())
    assert not marker.exists()
    marker.write_text("4711\nnode9\n")
    with pytest.raises(
        CollectError, match=r"2021.jsonl is being written by process 4711 on node9; wait .* remove .*lock"
    ):
        add_dune(path)
    marker.unlink()
    add_dune(path)
    assert not marker.exists()


def test_a_line_is_the_raw_record_with_its_origin(path: Path) -> None:
    add_dune(path)
    assert path.read_bytes() == (
        b'{"origin":"live","id":"tt1160419","url":"https://www.omdbapi.com/?i=tt1160419&plot=short&r=json",'
        b'"fetched_at":"2026-06-30T00:00:00Z","as_of":"2026-06-30","status":200,"body":{"Title":"Dune"}}\n'
    )
    with open_journal(path) as journal:
        assert [*journal.raw_lines([DUNE])] == [path.read_bytes().rstrip().replace(b'"origin":"live",', b"")]


def test_an_answer_is_in_the_file_before_it_counts(path: Path) -> None:
    with open_journal(path) as journal:
        journal.add("tt1160419", WHEN, ApiResponse(DUNE, 200, b'{"Title":"Dune"}'))
        assert b"Dune" in path.read_bytes()


def test_a_torn_line_is_skipped_and_the_next_answer_stands_alone(path: Path, caplog) -> None:
    add_dune(path)
    with path.open("ab") as file:
        file.write(b'{"origin":"live","id":"tt0113277","url":"https://www.omdb')
    with open_journal(path) as journal:
        assert DUNE in journal
        assert HEAT not in journal
        journal.add("tt0113277", WHEN, ApiResponse(HEAT, 200, b'{"Title":"Heat"}'))
    with open_journal(path) as journal:
        assert journal.read(HEAT)["body"] == {"Title": "Heat"}
    assert "1 torn lines skipped" in caplog.text


@pytest.mark.parametrize("changes", [{"origin": "simulated-1:0"}, {"as_of": "2026-06-29"}])
def test_another_world_or_an_earlier_snapshot_is_not_served(path: Path, changes: dict[str, str]) -> None:
    add_dune(path)
    with open_journal(path, **changes) as journal:
        assert DUNE not in journal
    with open_journal(path) as journal:
        assert DUNE in journal


def test_the_newest_answer_of_a_snapshot_is_served(path: Path) -> None:
    add_dune(path)
    add_dune(path, b'{"Title":"Dune: Part One"}')
    with open_journal(path) as journal:
        assert journal.read(DUNE)["body"]["Title"] == "Dune: Part One"


def test_each_snapshot_gets_the_newest_answer_up_to_it(path: Path) -> None:
    add_dune(path, b'{"imdbVotes":"1"}', as_of="2026-06-30")
    add_dune(path, b'{"imdbVotes":"3"}', as_of="2026-09-30")
    add_dune(path, b'{"imdbVotes":"2"}', as_of="2026-07-31")
    served = {}
    for day in ("2026-06-30", "2026-07-30", "2026-07-31", "2026-12-31"):
        with open_journal(path, as_of=day) as journal:
            served[day] = journal.read(DUNE)["body"]["imdbVotes"]
    assert served == {"2026-06-30": "1", "2026-07-30": "1", "2026-07-31": "2", "2026-12-31": "3"}


def test_two_archives_are_one_source_at_two_dates_but_not_at_one(path: Path) -> None:
    add_dune(path, origin="archive:may", as_of="2022-05-15")
    with open_journal(path, origin="archive:january", as_of="2024-01-16") as journal:
        assert journal.newest(DUNE).as_of == "2022-05-15"
    with open_journal(path, origin="archive:january", as_of="2022-05-15") as journal:
        assert DUNE not in journal


def test_a_refresh_that_changes_nothing_lasting_is_counted(path: Path) -> None:
    runs = [
        ("2026-01-01", "108", "1"),
        ("2026-04-01", "108", "2"),
        ("2026-07-01", "110", "3"),
        ("2026-10-01", "110", "4"),
    ]
    unchanged = []
    for as_of, gross, votes in runs:
        with Journal(path, "live", as_of, stable_fields=lambda body: body["BoxOffice"]) as journal:
            body = f'{{"BoxOffice":"{gross}","imdbVotes":"{votes}"}}'.encode()
            journal.add("tt1160419", WHEN, ApiResponse(DUNE, 200, body))
            unchanged.append(journal.newest(DUNE).unchanged)
    assert unchanged == [0, 1, 0, 1]
    with Journal(path, "live", "2026-12-31", stable_fields=lambda body: body["BoxOffice"]) as journal:
        assert journal.newest(DUNE).unchanged == 1


def test_a_second_answer_for_one_snapshot_is_no_refresh(path: Path) -> None:
    add_dune(path)
    add_dune(path)
    with open_journal(path) as journal:
        assert journal.newest(DUNE).unchanged == 0


def test_a_second_collector_is_told_to_wait(path: Path) -> None:
    with (
        open_journal(path),
        pytest.raises(CollectError, match=r"2021\.jsonl is being written by another collector"),
        open_journal(path),
    ):
        pass
    with open_journal(path):
        pass


@pytest.mark.parametrize(
    "body",
    [
        b'{"budget":123456789012345678901234567890}',
        b'{"id":1,"id":2}',
        rb'{"title":"Pok\u00e9mon","x":"\/"}',
        b'{"vote_average": 7.10, "popularity": 1e2}',
        '{"title":"千と千尋\u2028"}'.encode(),
    ],
)
def test_a_body_is_spliced_in_as_received(body: bytes) -> None:
    assert record(1, WHEN, "2026-06-30", ApiResponse(DUNE, 200, body)).endswith(b'"status":200,"body":' + body + b"}")


def test_a_body_over_several_lines_becomes_one_line() -> None:
    line = record(1, WHEN, "2026-06-30", ApiResponse(DUNE, 200, b'{\r\n "a": 1,\n "b": "x\\ny"\n}\n'))
    assert b"\n" not in line
    assert orjson.loads(line)["body"] == {"a": 1, "b": "x\ny"}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b'{"Plot":"inner\\spiritual"}', '{"Plot":"inner\\spiritual"}'),
        (b'{"Plot":"a\tb\x1f"}', '{"Plot":"a\tb\x1f"}'),
        (b'{"Title":"Pok\xe9mon"}', '{"Title":"Pok�mon"}'),
        (b"null", "null"),
    ],
)
def test_what_is_not_json_is_kept_as_text(content: bytes, text: str) -> None:
    kept = orjson.loads(record("tt1160419", WHEN, "2026-06-30", ApiResponse(DUNE, 200, content)))
    assert kept["body_text"] == text
    assert "body" not in kept


def test_a_full_disk_is_a_message_and_leaves_no_torn_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_dune(path)
    before = path.read_bytes()
    write = os.write
    n_writes = iter(range(9))

    def write_half_then_fail(descriptor: int, content: bytes) -> int:
        if next(n_writes):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(descriptor, content[: len(content) // 2])

    monkeypatch.setattr(os, "write", write_half_then_fail)
    with open_journal(path) as journal:
        answer = ApiResponse(HEAT, 200, b'{"Title":"Heat"}')
        with pytest.raises(CollectError, match=r"2021\.jsonl: No space left on device; free some space"):
            journal.add("tt0113277", WHEN, answer)
        assert HEAT not in journal
    assert path.read_bytes() == before


def test_a_disk_that_takes_a_line_and_then_loses_it_is_a_message(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(CollectError, match=r"2021\.jsonl: Input/output error; the answers received so far are kept"):
        add_dune(path)


def test_answers_in_flight_do_not_wait_for_the_disk(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ayne.collection.journal.SYNC_EVERY_S", 0.0)
    disk_is_done, synced = threading.Event(), []
    monkeypatch.setattr(os, "fsync", lambda _: synced.append(disk_is_done.wait(60)))
    with open_journal(path) as journal:
        journal.add("tt1160419", WHEN, ApiResponse(DUNE, 200, b'{"Title":"Dune"}'))
        assert DUNE in journal
        assert synced == []
        disk_is_done.set()
