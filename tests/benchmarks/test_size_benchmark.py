from ayne.benchmarks.size_benchmark import STAGES, growth, whole


def test_a_catalogue_costs_its_stages_and_one_start():
    each = {"cpu_s": 3.0, "wall_s": 4.0, "all_processes_mb": 300, "largest_process_mb": 200}
    stages = dict.fromkeys(STAGES, each)
    stages["simulate"] = {"cpu_s": 8.0, "wall_s": 5.0, "all_processes_mb": 250, "largest_process_mb": 240}
    stages["start"] = {"cpu_s": 2.0, "wall_s": 2.0, "all_processes_mb": 900, "largest_process_mb": 900}
    assert len(STAGES) == 11
    assert whole(stages) == {
        "cpu_s": 8 + 11 * 3 - 10 * 2, "wall_s": 5 + 11 * 4 - 10 * 2, "all_processes_mb": 300, "largest_process_mb": 240,
    }  # fmt: skip


def test_what_ten_times_as_many_movies_cost_each():
    assert growth({10_000: 40.0, 100_000: 400.0, 1_000_000: 6000.0}) == {"10000 100000": 1.0, "100000 1000000": 1.5}
