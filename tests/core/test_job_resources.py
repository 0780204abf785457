from types import SimpleNamespace

from ayne.core.job_resources import NODE_MB, memory_mb, minutes

READS_100_MB = SimpleNamespace(size_mb=100)


def test_memory_grows_with_cores_and_with_what_a_job_reads():
    assert memory_mb(50, input_mb=2)({}, READS_100_MB, 4, 1) == NODE_MB + 50 + 200
    assert memory_mb(core=10, core_input_mb=1)({}, READS_100_MB, 4, 1) == NODE_MB + 40 + 400


def test_a_job_that_writes_to_disk_what_is_more_asks_for_no_more_than_its_most_an_attempt():
    needed = memory_mb(50, input_mb=20, most=1500)
    assert [needed({}, READS_100_MB, 1, attempt) for attempt in (1, 2)] == [NODE_MB + 1500, 2 * (NODE_MB + 1500)]


def test_time_grows_with_what_a_job_reads():
    assert [minutes(20, input_mb=0.1)({}, READS_100_MB, attempt) for attempt in (1, 2)] == [30, 60]
