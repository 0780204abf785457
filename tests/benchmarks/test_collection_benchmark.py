"""What the benchmark of the collector counts, and that all of it runs at a small size."""

from pathlib import Path

import orjson
import pytest

from ayne.benchmarks.collection_benchmark import Sizes, benchmark, most_in_one_second, targets_met
from ayne.benchmarks.template_api import MARK, TemplateApi, simulated_body

QUERY = "primary_release_date.gte={}&primary_release_date.lte={}&page={}"


def ids_on(api: TemplateApi, *asked: object) -> list[int]:
    body = orjson.loads(api.answer("/3/discover/movie", QUERY.format(*asked)))
    return [movie["id"] for movie in body["results"]]


@pytest.mark.parametrize(
    ("times", "most"),
    [([0.0], 1), ([0.0, 0.5, 1.0], 2), ([0.0, 0.9, 1.1, 1.2, 1.89], 4), ([0.0, 2.0, 4.0], 1)],
)
def test_a_window_of_a_second_ends_before_its_end(times: list[float], most: int) -> None:
    assert most_in_one_second(times) == most


def test_the_slices_of_a_year_hold_each_movie_once() -> None:
    api = TemplateApi(1000, b'{"id":%d}' % MARK)
    first = [n for page in range(1, 30) for n in ids_on(api, "2000-01-01", "2000-06-30", page)]
    second = [n for page in range(1, 30) for n in ids_on(api, "2000-07-01", "2000-12-31", page)]
    assert first + second == list(range(1, 1001))
    body = orjson.loads(api.answer("/3/discover/movie", QUERY.format("2000-07-01", "2000-07-01", 1)))
    assert {movie["release_date"] for movie in body["results"]} == {"2000-07-01"}


def test_a_body_is_a_simulated_movie_s_under_the_id_asked_for() -> None:
    body = orjson.loads(TemplateApi(10, simulated_body()).answer("/3/movie/7", ""))
    assert body["id"] == 7
    assert body["credits"]["cast"]


def test_a_target_that_is_missed_is_said() -> None:
    measured = {
        "unlimited": {"share_of_ideal": 0.93},
        "limited": {"share_of_limit": 0.97, "most_in_one_second": 41},
        "many": {"peak_memory_mb": 401},
        "speed_up": 16.0,
    }
    assert [name for name, is_met in targets_met(measured).items() if not is_met] == [
        "limited: never more in any second",
        "many: at most 400 MB",
    ]


@pytest.mark.slow
def test_all_parts_run_against_servers_of_their_own(tmp_path: Path) -> None:
    sizes = Sizes(latency_ms=5, unlimited_movies=60, runs=1, limited_s=1, sequential_requests=5, many_movies=90)
    figures = benchmark(sizes, tmp_path)
    assert figures["unlimited"]["requests"] == 60 + 3
    assert figures["limited"]["requests"] == 40 + 2
    assert figures["many"]["requests"] == 90 + 5
    assert figures["limited"]["most_in_one_second"] <= 40
    assert figures["unlimited"]["connections_opened"] <= 21
    assert 20 < figures["many"]["peak_memory_mb"] < 400
    assert list(tmp_path.iterdir()) == []
