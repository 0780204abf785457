"""The rules by which daily charts become a first and a second weekend, a literal release a rule."""

from datetime import date, timedelta

import pytest

FRIDAY = date(2010, 7, 16)
WEEKEND, MIDWEEK, SECOND = [5_000, 7_000, 4_000], [1_000] * 4, [2_000, 3_000, 1_500]
TEN_DAYS = [*WEEKEND, *MIDWEEK, *SECOND]
SUNDAY_AS = {"date": "2010-07-18", "Days": "3", "Estimated": "true"}
# Daily grosses; then what differs from a release on a Friday in 2,878 theaters.
RELEASES = {
    "Plain": (TEN_DAYS, {}),
    "Holiday Monday": ([*WEEKEND, 6_000, *MIDWEEK[1:], *SECOND], {"first": date(2010, 9, 3)}),
    "From Wednesday": ([900, 800, *TEN_DAYS], {"first": date(2010, 7, 14)}),
    "With Previews": ([5_000 + 1_200, *WEEKEND[1:]], {}),
    "Limited": (TEN_DAYS, {"theaters": [4] * 7 + [650] * 3}),
    "Never Wide": (TEN_DAYS, {"theaters": [599] * 10}),
    "On Saturday": (TEN_DAYS, {"first": date(2010, 12, 25)}),
    "Nine Days": (TEN_DAYS[:9], {}),
    "Two Days": (TEN_DAYS[:2], {}),
    "Estimated Low": (WEEKEND, {"more": SUNDAY_AS | {"Daily": "$3,000"}}),
    "Estimated High": (WEEKEND, {"more": SUNDAY_AS | {"Daily": "$9,000"}}),
    "Estimate Alone": (WEEKEND[:2], {"more": SUNDAY_AS | {"Daily": "$3,000"}}),
    "Come Back2010 Re-release": (TEN_DAYS, {}),
    "A Week Later": (TEN_DAYS, {"first": FRIDAY + timedelta(7)}),
}


def chart_rows(chart_row):
    """The charts' rows of all releases, whose ids are their places."""
    rows = []
    for number, (title, (grosses, changes)) in enumerate(RELEASES.items()):
        named = {"Release": title, "release_href": f"/release/rl{number}/"}
        theaters = changes.get("theaters", [2878] * len(grosses))
        rows += [
            named | {
                "date": str(changes.get("first", FRIDAY) + timedelta(later)), "Days": str(1 + later),
                "Daily": f"${gross:,}", "To Date": f"${sum(grosses[: later + 1]):,}", "Theaters": str(theaters[later]),
            }
            for later, gross in enumerate(grosses)
        ]  # fmt: skip
        rows += [named | changes["more"]] if "more" in changes else []
    return [chart_row(row) for row in rows]


@pytest.fixture(scope="module")
def as_of(module_tables, tmdb_body, chart_row, record):
    """Return a function that gives the releases by title, as the charts stood on a day."""
    bodies = [
        tmdb_body(id=number, title=title, original_title=title, release_date=str(changes.get("first", FRIDAY)))
        for number, (title, (_, changes)) in enumerate(RELEASES.items())
    ]
    bodies.append(tmdb_body(id=99, title="Come Back", original_title="Come Back", release_date="2004-05-07"))
    module_tables.parse("tmdb", [record(body["id"], body) for body in bodies])
    module_tables.import_rows("boxofficemojo", *chart_rows(chart_row))

    def build(snapshot):
        module_tables.options = {"snapshot": snapshot}
        return {row["title"]: row for row in module_tables.build("box_office_releases")}

    return build


@pytest.fixture(scope="module")
def releases(as_of):
    """The releases by title, when all is known."""
    return as_of("2026-06-30")


def weekends(release):
    return release["opening_weekend_usd"], release["second_weekend_usd"]


def test_two_weekends_are_two_times_friday_to_sunday(releases):
    plain = releases["Plain"]
    assert weekends(plain) == (16_000, 6_500)
    assert plain["opening_friday_usd"] == 5_000
    assert (plain["gross_to_first_sunday_usd"], plain["gross_to_second_sunday_usd"]) == (16_000, 26_500)


def test_the_monday_of_a_holiday_weekend_does_not_count(releases):
    assert weekends(releases["Holiday Monday"]) == (16_000, 6_500)


def test_days_before_the_friday_count_in_the_gross_to_date_alone(releases):
    early = releases["From Wednesday"]
    assert weekends(early) == (16_000, 6_500)
    assert (early["gross_to_first_sunday_usd"], early["gross_to_second_sunday_usd"]) == (17_700, 28_200)


def test_previews_that_the_page_counts_in_the_friday_stay_there(releases):
    previewed = releases["With Previews"]
    assert (previewed["opening_friday_usd"], previewed["opening_weekend_usd"]) == (6_200, 17_200)


def test_a_limited_opening_that_goes_wide_keeps_its_first_weekend_and_says_when_it_went(releases):
    limited = releases["Limited"]
    assert weekends(limited) == (16_000, 6_500)
    assert (limited["opening_theaters"], limited["second_weekend_theaters"]) == (4, 650)
    assert limited["wide_from"] == FRIDAY + timedelta(7)


def test_a_release_in_few_theaters_never_goes_wide(releases):
    assert releases["Never Wide"]["wide_from"] is None


def test_a_release_in_the_middle_of_a_weekend_has_none(releases):
    assert weekends(releases["On Saturday"]) == (None, None)


def test_a_day_that_is_not_in_the_charts_leaves_its_weekend_unknown(releases):
    assert weekends(releases["Nine Days"]) == (16_000, None)
    assert weekends(releases["Two Days"]) == (None, None)


@pytest.mark.parametrize("title", ["Estimated Low", "Estimated High"])
def test_an_estimate_gives_way_to_what_was_counted(releases, title):
    assert releases[title]["opening_weekend_usd"] == 16_000


def test_an_estimate_counts_until_it_is_corrected(releases):
    assert releases["Estimate Alone"]["opening_weekend_usd"] == 15_000


def test_a_rerelease_gives_the_movie_of_years_ago_no_weekend(releases):
    again = releases["Come Back"]
    assert (again["is_rerelease"], again["movie_id"] == 99) == (True, False)


def test_a_sunday_is_known_on_monday(as_of, module_tables):
    sunday = as_of("2010-07-25")
    assert [weekends(sunday[title]) for title in ("Plain", "A Week Later")] == [(16_000, None), (None, None)]
    last = max(row["chart_date"] for row in module_tables.build("daily_box_office"))
    assert str(last) == "2010-07-24"
    monday = as_of("2010-07-26")
    assert [weekends(monday[title]) for title in ("Plain", "A Week Later")] == [(16_000, 6_500), (16_000, None)]
