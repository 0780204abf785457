from datetime import date
from math import log

import pytest

SMALL = {"id": 1, "released": date(2021, 2, 12), "companies": [7], "gross": 1_000_000}
LARGE = {"id": 2, "released": date(2021, 2, 12), "companies": [8], "gross": 64_000_000}


def test_first_named_company_weighs_most_and_the_best_is_kept(build):
    movie = build("companies", SMALL, LARGE, {"id": 3, "released": date(2021, 12, 3), "companies": [7, 8]})[3]
    market = (log(1_000_000) + log(64_000_000)) / 2
    assert movie["company_count"] == 2
    assert movie["company_latest_log_gross"] == pytest.approx((2 * log(1_000_000) + log(64_000_000)) / 3, abs=1e-5)
    assert movie["company_best_log_gross"] == pytest.approx((log(64_000_000) + 3 * market) / 4, abs=1e-5)


def test_without_a_company_everything_is_null(build):
    movie = build("companies", SMALL, {"id": 3, "released": date(2021, 12, 3)})[3]
    assert {value for name, value in movie.items() if name.startswith("company_")} == {None}


NAMES = {7: "Warner Bros. Pictures", 8: "New Line Cinema", 9: "Paramount", 10: "A Warner Bros. Fan"}


@pytest.mark.parametrize(
    ("companies", "studio", "count"),
    [([10, 8, 7], "warner", 1), ([9, 7], "paramount", 2), ([10], "none", 0), ([], None, None)],
)
def test_majors_by_their_brands(build, companies, studio, count):
    movie = build("companies", {"id": 1, "released": date(2021, 2, 12), "companies": companies, "company_names": NAMES})
    assert (movie[1]["major_studio"], movie[1]["major_count"]) == (studio, count)


def test_a_majors_record_is_of_all_its_brands(build):
    warner = SMALL | {"company_names": NAMES}
    movie = build(
        "companies", warner, LARGE | {"companies": [9]}, {"id": 3, "released": date(2021, 12, 3), "companies": [8]}
    )
    assert movie[3]["major_max_log_gross"] == pytest.approx(log(1_000_000), abs=1e-5)
    assert movie[3]["company_max_log_gross"] is None
