from ayne.horizons.cells import DOMESTIC, OPENING, WORLDWIDE, Cell, cells_of


def test_without_charts_there_are_the_two_moments_before_the_release():
    assert cells_of([DOMESTIC, WORLDWIDE], charts=False) == [
        (WORLDWIDE, "greenlight"), (WORLDWIDE, "pre_release"), (DOMESTIC, "greenlight"), (DOMESTIC, "pre_release"),
    ]  # fmt: skip


def test_an_opening_is_not_forecast_once_it_is_known():
    assert cells_of([OPENING], charts=True) == [(OPENING, "greenlight"), (OPENING, "pre_release")]
    assert len(cells_of([OPENING, DOMESTIC, WORLDWIDE], charts=True)) == 10


def test_a_mondays_forecast_starts_from_what_the_movie_has_grossed():
    assert Cell(DOMESTIC, "second_weekend").anchor == "log_gross_to_second_sunday_real"
    assert Cell(DOMESTIC, "pre_release").anchor is None
