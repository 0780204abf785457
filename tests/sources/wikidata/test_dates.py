"""Which of several publications is a movie's release."""

from datetime import date

import pytest

from ayne.sources.wikidata.dates import Release, release_date
from ayne.sources.wikidata.statements import Precision, Publication, Rank

USA, FRANCE = "Q30", "Q142"


def day(text: str, **message: object) -> Publication:
    return Publication(date.fromisoformat(text), **message)  # type: ignore[arg-type]


def year(number: int) -> Publication:
    return Publication(date(number, 1, 1), Precision.YEAR)


def month(number: int, place: int) -> Publication:
    return Publication(date(number, place, 1), Precision.MONTH)


def test_a_year_is_no_first_of_january_where_a_day_is_known() -> None:
    assert release_date([year(1999), day("1999-03-31")]).day == date(1999, 3, 31)


def test_a_year_alone_gives_no_day() -> None:
    assert release_date([year(1999)]) == Release(reason="known to the year only", first_year=1999)


def test_a_month_alone_gives_no_day() -> None:
    assert release_date([month(2014, 5), year(2014)]) == Release(reason="known to the month only", first_year=2014)


def test_a_release_on_the_first_of_january_stays_one() -> None:
    assert release_date([day("2014-01-01")]).day == date(2014, 1, 1)


def test_the_day_in_the_movies_own_country_goes_before_an_earlier_one_abroad() -> None:
    stated = [day("2009-05-17", place=FRANCE), day("2009-10-23", place=USA), day("2009-11-01")]
    assert release_date(stated, home=[USA]).day == date(2009, 10, 23)


def test_without_a_country_of_its_own_the_first_day_counts() -> None:
    stated = [day("2009-10-23", place=USA), day("2009-05-17", place=FRANCE)]
    assert release_date(stated, home=[]).day == date(2009, 5, 17)


def test_a_re_release_is_no_release() -> None:
    assert release_date([day("2000-02-10"), day("2023-09-01", place=USA)], home=[USA]).day == date(2000, 2, 10)


@pytest.mark.parametrize("known", [year(1977), month(1977, 11)])
def test_a_re_release_alone_gives_no_day(known: Publication) -> None:
    release = release_date([known, day("1997-01-31")])
    assert release == Release(reason="a day of a re-release only", first_year=1977)


def test_a_decade_makes_no_day_a_re_release_and_is_no_year() -> None:
    nineties = Publication(date(1990, 1, 1), precision=8)
    assert release_date([nineties, day("1996-05-03")]) == Release(day=date(1996, 5, 3), first_year=1996)
    assert release_date([nineties]).reason == "no known date of publication"


def test_a_month_before_the_release_is_no_day_of_it() -> None:
    assert release_date([month(2014, 5), year(2013), day("2014-09-19")]).day == date(2014, 9, 19)


def test_a_festival_in_the_year_before_is_within_reach() -> None:
    assert release_date([year(2008), day("2009-10-23")]).day == date(2009, 10, 23)


def test_a_preferred_day_goes_before_an_earlier_one() -> None:
    stated = [day("2009-05-17"), day("2009-10-23", rank=Rank.PREFERRED)]
    assert release_date(stated).day == date(2009, 10, 23)


def test_deprecated_and_unknown_days_do_not_count() -> None:
    stated = [day("1909-05-17", rank=Rank.DEPRECATED), Publication(None), day("2009-10-23")]
    assert release_date(stated).day == date(2009, 10, 23)
    assert release_date(stated[:2]).reason == "no known date of publication"
