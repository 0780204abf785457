"""The rate limit, by the times at which it lets requests start."""

import asyncio
import random
import time
from itertools import pairwise

import pytest

from ayne.http_client.rate_limit import Clock, RateLimit
from fixtures.connections import LastLook, most_in_one_second


def start_times(limit: RateLimit, now, n: int) -> list[float]:
    times: list[float] = []

    async def one() -> None:
        await limit.start()
        times.append(now())

    async def all_at_once() -> None:
        await asyncio.gather(*(one() for _ in range(n)))

    asyncio.run(all_at_once())
    return times


@pytest.mark.parametrize("per_second", [1, 3, 40, 0.5])
def test_no_second_holds_more_than_the_limit(fake_time, per_second: float) -> None:
    starts = start_times(RateLimit(per_second, fake_time.clock), fake_time.now, 100)
    assert most_in_one_second(starts) <= max(per_second, 1)
    assert starts[-1] - starts[0] <= 99 / per_second / 0.95


@pytest.mark.parametrize("per_second", [3, 40])
def test_what_is_held_up_on_the_way_makes_no_second_too_full(fake_time, per_second: float) -> None:
    draw = random.Random(1).random  # noqa: S311 -- no secret
    starts = start_times(RateLimit(per_second, fake_time.clock), fake_time.now, 300)
    assert most_in_one_second(sorted(start + 0.02 * draw() for start in starts)) <= per_second


def test_a_sleeper_that_is_woken_too_late_costs_no_request(fake_time) -> None:
    async def late(seconds: float) -> None:
        await fake_time.sleep(seconds + 0.001)

    starts = start_times(RateLimit(40, Clock(fake_time.now, late)), fake_time.now, 101)
    assert 100 / (starts[-1] - starts[0]) >= 0.95 * 40
    assert most_in_one_second(starts) <= 40


def test_the_first_second_has_no_burst_on_the_real_clock() -> None:
    look = LastLook()
    starts = start_times(RateLimit(40, look.clock), lambda: look.seconds, 45)
    assert most_in_one_second(starts) <= 40


def test_a_stalled_loop_releases_no_burst() -> None:
    look = LastLook()
    limit, starts = RateLimit(50, look.clock), []

    async def one() -> None:
        await limit.start()
        starts.append(look.seconds)

    async def stall_among_forty() -> None:
        tasks = [asyncio.create_task(one()) for _ in range(40)]
        await asyncio.sleep(0.05)
        time.sleep(0.3)  # the stall is the point
        await asyncio.gather(*tasks)

    asyncio.run(stall_among_forty())
    assert min(later - sooner for sooner, later in pairwise(starts)) >= 0.019


def test_without_a_limit_nothing_waits(fake_time) -> None:
    assert start_times(RateLimit(None, fake_time.clock), fake_time.now, 1000)[-1] == 1000.0


def test_a_pause_holds_even_without_a_limit(fake_time) -> None:
    limit = RateLimit(None, fake_time.clock)
    limit.pause(30)
    assert start_times(limit, fake_time.now, 3)[0] == 1030.0


def test_a_complaint_halves_the_rate_and_it_recovers(fake_time) -> None:
    limit = RateLimit(10, fake_time.clock)
    for _ in range(20):
        limit.slow_down()
    starts = start_times(limit, fake_time.now, 300)
    rates = [sum(first <= start - starts[0] < first + 5 for start in starts) / 5 for first in (0, 12, 25)]
    assert rates == pytest.approx([5, 7.5, 10], rel=0.1)


def test_complaints_that_go_on_slow_down_to_a_sixteenth(fake_time) -> None:
    limit = RateLimit(16, fake_time.clock)
    for _ in range(9):
        limit.slow_down()
        fake_time.seconds += 1.5
    starts = start_times(limit, fake_time.now, 5)
    assert starts[-1] - starts[0] == pytest.approx(4, rel=0.05)


def test_a_rate_without_a_limit_slows_down_too(fake_time) -> None:
    limit = RateLimit(None, fake_time.clock)
    limit.slow_down()
    starts = start_times(limit, fake_time.now, 50)
    assert starts[-1] - starts[0] == pytest.approx(49 * 0.02)
