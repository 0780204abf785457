"""The page on the quality of the tables."""

import re

from ayne.artifacts.quality import Checks, Ranges, TableDrift
from ayne.core.files import write_json
from ayne.report.quality_page import build_quality_page, changes, check_rows, heat_map, range_rows

CHECK = {"severity": "warn", "limit": 0.1, "value": 0.05, "holds": True, "meaning": "Share of <things>."}
FOUND = {
    "counts": {
        "records": {
            "tmdb": {
                "records": 10, "kept": 8, "movies": 8, "duplicates": 0,
                "rejected_records": {"gone": 2}, "rejected_fields": {"budget": {"<b>": 5}},
                "archive": {"lines": 14, "used": 10, "left_out": {"marked as adult": 3}, "rejected": {"no id": 1}},
            }
        },
        "tables": {"movies": 8, "genres": 2},
    },
    "completeness": {"by_table": {}, "movies_by_year": {"2020": {"title": 1, "budget": 0.25}}},
    "ranges": {"movies": {"budget": {"min": 1000, "max": 2_000_000, "allowed": [1000, None]}}},
    "orphans": {"movie_genres.genre_id -> genres.genre_id": 3, "movies.collection_id -> collections.collection_id": 0},
    "freshness": {
        "tmdb_movies": {
            "oldest_fetch": "2026-06-30 00:00:00", "newest_fetch": "2026-06-30 00:00:00",
            "rows_by_snapshot": {"2026-06-30": 8},
        }
    },
    "drift": {
        "is_compared": True,
        "rows": {"movies": {"before": 10, "now": 8}, "genres": {"before": 2, "now": 2}},
        "completeness_changed": {"movies.budget": {"before": 0.5, "now": 0.25}},
    },
    "checks": {"shares": CHECK, "broken": CHECK | {"value": 0.2, "holds": False}},
}  # fmt: skip


def page_of(folder, found):
    for kind, content in found.items():
        write_json(folder / f"{kind}.json", content)
    build_quality_page(folder / "page.html", folder, {"catalogue": "simulated", "snapshot": "2026-06-30"})
    return (folder / "page.html").read_text()


def test_every_measure_has_its_sentence(tmp_path):
    page = page_of(tmp_path, FOUND)
    assert "Tables: 1 of 2 checks does not hold" in page
    assert "Completeness: 1 of 2 columns of movies are full in every year, 1 are mostly empty" in page
    assert "Rejected: 7 records and fields could not be used, for 2 reasons" in page
    assert "10 records = 8 kept + 0 duplicates + 2 rejected" in page
    assert "14 lines of the archive = 10 used + 3 left out + 1 rejected. 3: marked as adult." in page
    assert "1 of 2 foreign keys point at nothing in some rows" in page
    assert "1 tables changed in rows, 1 columns in completeness" in page
    assert "-20.0 %" in page
    assert "&lt;b&gt;" in page
    assert "&lt;things&gt;" in page


def test_what_scrolls_can_be_reached_with_the_keyboard(tmp_path):
    scrolls = re.findall(r'<div class="scroll"[^>]*>', page_of(tmp_path, FOUND))
    assert len(scrolls) == 4
    assert all('tabindex="0" role="region" aria-label="' in scroll for scroll in scrolls)


def test_the_page_needs_no_network(tmp_path):
    assert not re.search(r"(src|href)=[\"']?(https?:)?//|<script|@import|url\(", page_of(tmp_path, FOUND))


def test_without_an_earlier_snapshot_the_page_says_how_to_name_one(tmp_path):
    drift = {"is_compared": False, "rows": {}, "completeness_changed": {}}
    assert "no earlier snapshot to compare with" in page_of(tmp_path, FOUND | {"drift": drift})


def test_checks_that_do_not_hold_come_first():
    assert [
        (row["name"], row["state"], row["filled"]) for row in check_rows(Checks.model_validate(FOUND["checks"]))
    ] == [
        ("broken", "warn", 1),
        ("shares", "holds", 0.5),
    ]
    assert check_rows(Checks.model_validate({"none": CHECK | {"value": 0, "limit": 0}}))[0]["filled"] == 0


def test_a_check_without_a_value_does_not_hold_but_is_not_judged(tmp_path):
    checks = {"shares": CHECK, "rows_lost": CHECK | {"value": None}}
    assert Checks.model_validate(checks).summary == "1 check holds, 1 had nothing to judge"
    assert [row["state"] for row in check_rows(Checks.model_validate(checks))] == ["holds", "not judged"]
    assert "Tables: 1 check holds, 1 had nothing to judge" in page_of(tmp_path, FOUND | {"checks": checks})


def test_the_heat_map_leaves_full_columns_out_and_has_the_undated_last():
    shares = {"title": 1, "budget": 0.5, "gross": 0.25}
    heat = heat_map({"2019": shares, "2020": shares | {"budget": 0.75}, "undated": shares})
    assert heat["years"] == ["2019", "2020", "undated"]
    assert [row["name"] for row in heat["rows"]] == ["gross", "budget"]
    assert (heat["full"], heat["sparse"], heat["columns"]) == (1, 1, 3)
    assert heat_map({}) == {"years": [], "rows": [], "full": 0, "sparse": 0, "columns": 0}


def test_numbers_and_days_are_readable():
    ranges = {
        "a": {
            "money": {"min": 1000, "max": 1234567, "allowed": [1000, None]},
            "share": {"min": 0.25, "max": 98765.4, "allowed": None},
            "day": {"min": "2010-01-01 00:00:00", "max": "2011-01-01", "allowed": None},
            "nothing": {"min": None, "max": None, "allowed": None},
        }
    }
    assert [
        (row["column"], row["min"], row["max"], row["allowed"]) for row in range_rows(Ranges.model_validate(ranges))
    ] == [
        ("money", "1,000", "1,234,567", "1,000 to …"),
        ("share", "0.25", "98,765", "any"),
        ("day", "2010-01-01", "2011-01-01", "any"),
    ]


def test_the_greatest_changes_come_first_and_what_is_new_last():
    moved = {"a": {"before": 0.5, "now": 0.6}, "b": {"before": None, "now": 1}, "c": {"before": 0.9, "now": 0.1}}
    drift = TableDrift.model_validate({"is_compared": True, "rows": {}, "completeness_changed": moved})
    assert [row["name"] for row in changes(drift)] == ["c", "a", "b"]  # b is new
